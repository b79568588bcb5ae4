"""I5, I9 to I12: disorder, two publishers, and processes that neither work nor end are seen."""

import dataclasses

from tests.chaos.evidence import Cursor, Exit, Record, Start, Vital
from tests.chaos.invariants.bending import ONE, bent, violations, with_kept, with_topic


def _at(offset: int, record: Record) -> Record:
    return dataclasses.replace(record, offset=offset)


def test_events_that_reached_the_topic_in_another_order_are_seen() -> None:
    swapped = with_topic(lambda r: [*r[:4], _at(4, r[5]), _at(5, r[4]), *r[6:]])
    assert violations("I5", swapped) == [f"{ONE}: number 6 was published when 4 was the newest"]


def test_events_that_are_sent_again_later_keep_the_order() -> None:
    repeated = with_topic(lambda r: [*r, *(_at(20 + number, record) for number, record in enumerate(r[5:]))])
    assert violations("I5", repeated) == []


def test_a_forgetful_bus_may_begin_anywhere() -> None:
    rest = with_topic(lambda records: records[6:])
    assert violations("I5", rest)
    assert violations("I5", dataclasses.replace(rest, forgetful=True)) == []


def test_an_entity_that_is_kept_as_of_an_older_event_is_seen() -> None:
    older = with_kept("obligations", lambda kept: {**kept, "T1": {"sequence": 7}}, "notifications")
    assert violations("I5", older) == [f"{ONE}: notifications holds T1 as of number 7, not 8"]


def test_two_publishers_side_by_side_are_seen() -> None:
    doubled = with_topic(lambda r: [_at(2 * n + k, record) for n, record in enumerate(r) for k in (0, 1)])
    assert violations("I9", doubled) == [f"{ONE}: the topic goes back 11 times, with 1 reasons to"]


def test_a_publisher_that_began_again_from_its_note_is_no_second_one() -> None:
    resumed = with_topic(lambda r: [*r[:8], *(_at(8 + n, record) for n, record in enumerate(r[4:]))])
    assert violations("I9", resumed) == []


def test_a_note_of_what_was_never_written_is_seen() -> None:
    assert violations("I9", bent(cursors=[Cursor(ONE, 11, "another hash")]))
    assert violations("I9", bent(cursors=[Cursor(ONE, 12, "hash 12")]))
    assert violations("I9", bent(cursors=[Cursor(ONE, 0, "")])) == []


def test_a_system_that_takes_longer_than_two_minutes_is_seen() -> None:
    assert violations("I10", bent(settled_at="2026-03-01T00:03:00.000000Z")) == ["it took 140 s to come back"]


def test_what_never_drains_is_seen() -> None:
    assert violations("I10", bent(committed={("reporting", 0): 3}))


def test_a_process_that_ends_at_rest_is_seen() -> None:
    assert violations("I10", bent(starts=[Start("gateway", "2026-03-01T00:02:00.000000Z")]))


def test_a_part_that_is_not_ready_is_seen() -> None:
    assert violations("I11", bent(vitals=[Vital("tasks", "publish", ready=False, progressed=True)]))


def test_a_zombie_is_seen() -> None:
    zombie = Vital("reporting", "keep up", ready=True, progressed=False)
    assert violations("I11", bent(vitals=[zombie])) == ["reporting is ready, and does not keep up"]


def test_a_process_that_does_not_end_when_it_is_asked_to_is_seen() -> None:
    assert violations("I12", bent(exits=[Exit("gateway", 30.0)]))
    assert violations("I12", bent(exits=[Exit("gateway", None)])) == ["gateway did not end by itself"]
    assert violations("I12", bent(exits=[Exit("gateway", 29.9)])) == []
