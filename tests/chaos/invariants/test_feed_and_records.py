"""I23 to I25: a stream with a hole, a journal that was rewritten, and counters that lie are seen."""

import dataclasses
from typing import Any

import pytest

from shared.messaging import Verification
from shared.tenancy import TenantId
from tests.chaos.evidence import Connection, Evidence, Exposition, FeedEnd, Frame, Stream
from tests.chaos.invariants.bending import ONE, bent, violations, with_topic
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.stories import HEAD


def _streaming(*connections: Connection) -> Evidence:
    return bent(streams=[Stream(ONE, connections)])


def _frames(*numbers: int) -> list[Frame]:
    told = {event.sequence: event for event in good().journal[ONE]}
    return [Frame(number, told[number].kind, told[number].body) for number in numbers]


def test_a_stream_that_leaves_one_out_after_a_reconnect_is_seen() -> None:
    found = violations("I23", _streaming(Connection(0, _frames(*range(1, 7))), Connection(6, _frames(*range(8, 12)))))
    assert found == [
        f"{ONE}: a stream that was to go on behind 6 went from 6 to 8",
        f"{ONE}: the stream never brought 7 to 7",
    ]


def test_a_stream_that_repeats_after_a_reconnect_is_seen() -> None:
    assert violations("I23", _streaming(Connection(0, _frames(*range(1, 12))), Connection(11, _frames(11))))


def test_a_stream_that_ends_early_is_seen() -> None:
    assert violations("I23", _streaming(Connection(0, _frames(*range(1, 11))))) == [
        f"{ONE}: the stream ends at 10 of 11"
    ]


def test_a_stream_that_brings_other_words_is_seen() -> None:
    frames = _frames(*range(1, 12))
    frames[3] = dataclasses.replace(frames[3], data="{}")
    assert violations("I23", _streaming(Connection(0, frames)))


def test_a_stream_that_brings_nothing_is_seen() -> None:
    assert violations("I23", _streaming(Connection(0, []))) == [f"{ONE}: the stream never brought anything"]


def test_a_stream_may_say_that_it_begins_anew() -> None:
    reset = Frame(8, "reset", '{"head":8}')
    assert (
        violations("I23", _streaming(Connection(0, _frames(1, 2)), Connection(99, [reset, *_frames(9, 10, 11)]))) == []
    )


@pytest.mark.parametrize("end", [FeedEnd(ONE, None, 11), FeedEnd(ONE, 10, 11), FeedEnd(ONE, 11, 1_000_000)])
def test_a_feed_that_does_not_know_its_end_is_seen(end: FeedEnd) -> None:
    assert len(violations("I23", bent(feeds=[end]))) == 1


def test_a_broken_chain_is_seen() -> None:
    broken = Verification(TenantId(ONE), 3, "", 4, "altered: the hash does not fit")
    assert violations("I24", bent(chains=[broken])) == [f"{ONE}: number 4 is altered: the hash does not fit"]


def test_a_chain_that_is_shorter_than_the_journal_is_seen() -> None:
    assert violations("I24", bent(chains=[Verification(TenantId(ONE), 9, "")]))


def test_a_copy_with_other_words_is_seen() -> None:
    first = good().journal[ONE][0].body
    assert violations(
        "I24", with_topic(lambda r: [dataclasses.replace(r[0], value=first.replace("00:01", "00:02")), *r[1:]])
    )


def test_an_accepted_command_without_an_entry_is_seen() -> None:
    evidence = good()
    assert violations("I24", bent(journal={**evidence.journal, ONE: evidence.journal[ONE][:10]}))


def _metrics(service: str, name: str, value: float, **labels: Any) -> Evidence:
    told = []
    for exposition in good().expositions:
        samples = dict(exposition.samples)
        if exposition.service == service:
            samples[name, tuple(sorted(labels.items()))] = value
        told.append(dataclasses.replace(exposition, samples=samples))
    return bent(expositions=told)


def test_a_counter_that_counts_twice_is_seen() -> None:
    name, labels = "tiendo_events_applied_total", {"subscription": "reporting", "tenant": ONE}
    assert violations("I25", _metrics("reporting", name, 2.0 * HEAD, **labels))


def test_a_counter_that_forgets_is_seen_where_its_process_lived_all_the_time() -> None:
    assert violations("I25", _metrics("tasks", "tiendo_events_sequenced_total", HEAD - 1.0, tenant=ONE))


def test_a_process_that_began_later_owes_what_came_later() -> None:
    late = [Exposition("tasks", "2026-03-01T00:00:59.500000Z", {})]
    assert violations("I25", bent(expositions=late)) == []


def test_a_head_that_is_not_the_head_is_seen() -> None:
    assert violations("I25", _metrics("tasks", "tiendo_journal_head", 9.0, tenant=ONE))


def test_answers_that_were_not_counted_are_seen() -> None:
    labels = {"method": "POST", "route": "/v1/{tenant}/tasks/{task}/status", "status": "200"}
    assert violations("I25", _metrics("gateway", "tiendo_http_request_seconds_count", 5.0, **labels))


def test_an_answer_that_was_lost_on_its_way_may_be_counted() -> None:
    labels = {"method": "POST", "route": "/v1/{tenant}/tasks/{task}/status", "status": "200"}
    assert violations("I25", _metrics("gateway", "tiendo_http_request_seconds_count", 8.0, **labels)) == []


def test_boards_that_do_not_agree_with_rows_are_seen() -> None:
    assert violations("I25", _metrics("reporting", "tiendo_scoreboard_mismatch", 1.0, tenant=ONE))


def test_dead_letters_that_are_not_shown_are_seen() -> None:
    parked = [dataclasses.replace(reading, parked={8: f"{ONE}-8"}) for reading in good().readings]
    evidence = _metrics("reporting", "tiendo_dead_letters", 0.0, subscription="reporting")
    assert violations("I25", dataclasses.replace(evidence, readings=parked))
