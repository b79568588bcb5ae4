"""I13 to I18: events that are lost, late, sent too often, badly signed, or to the wrong place are seen."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from shared.calendar import to_wire
from tests.chaos.evidence import Evidence, Overheard
from tests.chaos.integrators.manners import Manner
from tests.chaos.invariants.bending import bent, violations
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.model import instant
from tests.chaos.ledger import Operation, operations
from tests.chaos.outside import Arrival, Endpoint, Entry, Life, Span

Change = Callable[[Arrival], Sequence[Arrival]]


def with_outside(**changes: Any) -> Evidence:
    return bent(outside=dataclasses.replace(good().outside, **changes))


def with_arrivals(endpoint: str, sequence: int, change: Change) -> Evidence:
    """Requests of one event at one endpoint are others."""
    arrivals = [
        other
        for each in good().outside.arrivals
        for other in (change(each) if (each.endpoint, each.sequence) == (endpoint, sequence) else [each])
    ]
    return with_outside(arrivals=arrivals)


def altered(**changes: Any) -> Change:
    return lambda arrival: [dataclasses.replace(arrival, **changes)]


def with_log(endpoint: str, sequence: int, entry: Entry | None) -> Evidence:
    log = {name: dict(entries) for name, entries in good().outside.log.items()}
    log[f"sub-{endpoint}"].pop(sequence, None)
    if entry is not None:
        log[f"sub-{endpoint}"][sequence] = entry
    return with_outside(log=log)


def with_endpoint(name: str, **changes: Any) -> Evidence:
    def changed(endpoint: Endpoint) -> Endpoint:
        return dataclasses.replace(endpoint, **changes) if endpoint.name == name else endpoint

    return with_outside(endpoints=[changed(each) for each in good().outside.endpoints])


def excused(evidence: Evidence, kind: str = "start") -> Evidence:
    """Something was done to the service that sends, all the time."""
    since, until = evidence.outside.arrivals[0].at, evidence.outside.arrivals[-1].at + timedelta(hours=1)
    span = Span(kind, since - timedelta(hours=1), until)
    return dataclasses.replace(evidence, outside=dataclasses.replace(evidence.outside, troubles=[span]))


def test_an_event_that_is_not_settled_and_lies_behind_the_cursor_is_seen() -> None:
    assert violations("I13", with_log("healthy", 4, None)) == [
        "healthy: number 4 is not in the log, and the cursor is at 11"
    ]
    assert violations("I13", with_log("healthy", 4, Entry("an-giang-4", "waiting")))
    assert violations("I13", with_log("healthy", 4, Entry("another", "delivered")))


def test_an_endpoint_that_never_came_to_the_end_is_seen() -> None:
    assert violations("I13", with_endpoint("healthy", cursor=10)) == [
        "healthy: number 11 is delivered, and the endpoint is active at 10"
    ]
    assert violations("I13", with_endpoint("gone", state="paused"))


def test_what_is_sent_to_a_disabled_endpoint_is_seen() -> None:
    again = with_arrivals(
        "gone", 6, lambda one: [one, dataclasses.replace(one, n=99, at=one.at + timedelta(seconds=9))]
    )
    assert violations("I13", again) == ["gone: was gone, and number 6 was sent to it"]
    assert violations("I13", excused(again)) == []


def test_a_repetition_that_comes_too_soon_is_seen() -> None:
    soon = with_arrivals("refusing", 3, altered(at=good().outside.arrivals[0].at))
    assert "was tried again after" in violations("I14", soon)[0]
    assert violations("I14", excused(soon)) == []


def test_a_busy_endpoint_is_left_alone_for_as_long_as_it_asks() -> None:
    def hurried(one: Arrival) -> list[Arrival]:
        later = one.at + timedelta(seconds=0.5)
        again = dataclasses.replace(one, n=one.n + 1_000, at=later, ended=later)
        return [dataclasses.replace(one, status=429, taken=False), again]

    assert violations("I14", with_arrivals("healthy", 4, hurried)) == [
        "healthy: number 4 was tried again after 0.50 s, the schedule says 1.00 s"
    ]


def test_another_id_or_an_old_time_at_a_repetition_is_seen() -> None:
    def under_another_id(one: Arrival) -> list[Arrival]:
        return [one if one.status == 500 else dataclasses.replace(one, id="another")]

    assert violations("I14", with_arrivals("refusing", 3, under_another_id))
    old = good().outside.arrivals[0].at - timedelta(minutes=1)
    assert violations("I14", with_arrivals("refusing", 3, altered(stamp=old)))
    assert violations("I14", with_arrivals("refusing", 3, altered(stamp=None)))


def test_an_event_that_is_parked_too_early_or_tried_too_often_is_seen() -> None:
    numbers = [each.n for each in good().outside.arrivals if (each.endpoint, each.sequence) == ("refusing", 5)]
    early = with_arrivals("refusing", 5, lambda one: [] if one.n == numbers[-1] else [one])
    assert violations("I14", early) == ["refusing: number 5 was parked after 2 attempts, not 3"]
    later = timedelta(minutes=1)
    often = with_arrivals(
        "refusing",
        5,
        lambda one: [
            one,
            *(altered(n=99, at=one.at + later, stamp=one.at + later)(one) if one.n == numbers[-1] else []),
        ],
    )
    assert violations("I14", often) == ["refusing: number 5 was parked after 4 attempts, not 3"]
    assert violations("I14", excused(often)) == []


@pytest.mark.parametrize("wrong", [{"signed_by": []}, {"signed_by": [1]}, {"signed_by": [1, 2]}, {"signatures": 2}])
def test_a_signature_that_is_missing_or_not_of_the_live_secrets_is_seen(wrong: dict[str, Any]) -> None:
    assert violations("I15", with_arrivals("healthy", 4, altered(**wrong)))


def with_lives(*lives: Life) -> Evidence:
    return with_endpoint("healthy", lives=lives)


def since(number: int, **changes: Any) -> Life:
    """A secret that lives from the time of that event's request on."""
    at = next(each.at for each in good().outside.arrivals if each.sequence == number and each.endpoint == "healthy")
    return dataclasses.replace(Life(2, at, at), **changes)


def test_a_secret_that_lived_long_enough_has_to_sign() -> None:
    (first,) = next(each.lives for each in good().outside.endpoints if each.name == "healthy")
    third = dataclasses.replace(since(4), number=3)
    assert (
        "request 7 is signed by [2] in 1 signatures, ['2', '3'] lived" in violations("I15", with_lives(first, third))[0]
    )
    assert violations("I15", with_lives(first, dataclasses.replace(third, number=None, made=None))) == []


def test_a_secret_that_was_dropped_may_not_sign_any_more() -> None:
    (first,) = next(each.lives for each in good().outside.endpoints if each.name == "healthy")
    ended = dataclasses.replace(first, dropping=since(4).asked, dropped=since(5).asked)
    assert "request 9 is signed by [2]" in violations("I15", with_lives(ended))[0]
    asked_only = dataclasses.replace(ended, dropped=None)
    assert violations("I15", with_lives(asked_only)) == []
    assert violations("I15", with_lives(since(8)))[0].startswith("healthy: request 1 is signed by [2]")


def test_an_event_that_is_parked_at_a_receiver_who_refuses_none_is_seen() -> None:
    assert violations("I13", with_log("healthy", 4, Entry(good().outside.log["sub-healthy"][4].event, "parked")))


def test_a_request_that_does_not_verify_is_seen_unless_the_clock_was_wrong() -> None:
    late = with_arrivals("healthy", 4, altered(verified=False))
    assert violations("I15", late) == ["healthy: request 4 does not verify"]
    assert violations("I15", excused(late)), "a start does not put a clock wrong"
    assert violations("I15", excused(late, "clock-skew")) == []


@pytest.mark.parametrize("reader", [None, "an-giang"], ids=["operators", "its own tenant"])
def test_a_secret_that_anybody_can_read_is_seen(reader: str | None) -> None:
    assert violations("I15", bent(overheard=[Overheard("a log", reader, "key the-old-one was made")]))


def test_a_connection_to_a_forbidden_address_is_seen() -> None:
    assert violations("I16", with_outside(hosts=["127.0.0.1", "169.254.169.254"])) == [
        "a connection was opened to 169.254.169.254"
    ]
    assert violations("I16", with_arrivals("healthy", 4, altered(address="127.0.0.2")))
    assert violations("I16", with_endpoint(Manner.FORBIDDEN, state="active"))


def test_what_is_said_to_be_delivered_and_was_never_taken_is_seen() -> None:
    wanted = ["healthy: number 4 is delivered by the log, and was never taken"]
    assert violations("I17", with_arrivals("healthy", 4, altered(taken=False, status=None))) == wanted
    assert violations("I17", with_arrivals("healthy", 11, lambda _: []))


def test_other_words_than_the_journal_has_are_seen() -> None:
    for wrong in ({"digest": "0"}, {"id": "another"}, {"sequence": 99}):
        assert violations("I17", with_arrivals("healthy", 4, altered(**wrong)))


def test_an_event_that_overtakes_another_is_seen() -> None:
    swapped = with_arrivals("healthy", 4, lambda one: altered(n=one.n + 1)(one))
    swapped = dataclasses.replace(
        swapped,
        outside=dataclasses.replace(
            swapped.outside,
            arrivals=[
                dataclasses.replace(each, n=each.n - 1) if (each.endpoint, each.sequence) == ("healthy", 5) else each
                for each in swapped.outside.arrivals
            ],
        ),
    )
    assert violations("I17", swapped) == ["healthy: number 5 came when 3 was the newest"]


def test_an_event_that_comes_again_although_it_was_taken_is_seen_unless_something_had_happened() -> None:
    again = with_arrivals("healthy", 11, lambda one: [one, *altered(n=99, at=one.at + timedelta(seconds=5))(one)])
    assert violations("I17", again) == ["healthy: number 11 was answered 200, and came again"]
    assert violations("I17", excused(again)) == []


def test_an_event_whose_answer_was_lost_may_come_again() -> None:
    lost = with_arrivals(
        "healthy", 11, lambda one: [*altered(status=None)(one), *altered(n=99, at=one.at + timedelta(seconds=1))(one)]
    )
    assert violations("I17", lost) == []


def test_endpoints_that_wait_for_the_dead_are_seen() -> None:
    late = with_arrivals("healthy", 11, lambda one: altered(at=one.at + timedelta(seconds=10))(one))
    assert violations("I18", late) == ["healthy: 95 of 100 of 11 events came within 11.0 s, not 4 s"]
    assert violations("I18", with_arrivals("healthy", 11, lambda _: []))
    assert violations("I18", with_outside(calm=None)) == []


def test_where_commands_are_late_too_nobody_waited_for_the_dead() -> None:
    late = with_arrivals("healthy", 11, lambda one: altered(at=one.at + timedelta(seconds=10))(one))
    assert violations("I18", dataclasses.replace(late, operations=answered_after(6))) == []
    assert violations("I18", dataclasses.replace(late, operations=answered_after(5))) != []


def answered_after(seconds: int) -> list[Operation]:
    """Each command of the good evidence, answered so much later than it was sent."""
    return [
        operations(
            {**record, "at": to_wire(instant(record["at"]) + timedelta(seconds=seconds * (record["phase"] != "sent")))}
            for record in operation.attempts
        )[0]
        for operation in good().operations
    ]
