"""I1 to I3: what is lost, repeated, or made up is seen."""

import dataclasses

from tests.chaos.evidence import Aggregate, Record
from tests.chaos.invariants.bending import ONE, bent, command, violations, with_journal, with_operation, with_topic
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.stories import event
from tests.chaos.told import Entity, Told


def _without(number: int) -> list[Told]:
    return [told for told in good().journal[ONE] if told.sequence != number]


def test_an_acknowledged_command_that_is_not_in_the_journal_is_seen() -> None:
    assert "not in the journal" in violations("I1", with_journal(lambda _: _without(11)))[0]


def test_a_command_that_was_answered_with_a_number_that_is_not_its_own_is_seen() -> None:
    wrong = with_operation(command("/deadline").n, sequence=3)
    assert "under other numbers only" in violations("I1", wrong)[0]


def test_a_command_that_is_in_the_journal_twice_is_seen() -> None:
    again = with_journal(lambda events: [*events, dataclasses.replace(events[7], sequence=12)])
    assert "more than once" in violations("I1", again)[0]


def test_a_history_that_the_api_tells_without_an_event_is_seen() -> None:
    evidence = good()
    assert violations("I1", bent(histories={**evidence.histories, (ONE, "T1"): [6, 8]}))


def test_a_repetition_that_is_answered_otherwise_is_seen() -> None:
    operation = command("/T2/status")
    completed = next(o for o in good().operations if o.tenant == ONE and o.sequence == 11)
    other = [*completed.attempts, {**completed.attempts[-1], "answer": {"id": "T2", "version": 4, "sequence": 11}}]
    operations = [dataclasses.replace(o, attempts=other) if o.n == completed.n else o for o in good().operations]
    assert operation.n != completed.n
    assert "answered in 2 ways" in violations("I2", bent(operations=operations))[0]


def test_an_unanswered_command_that_is_carried_out_twice_is_seen() -> None:
    again = with_journal(lambda events: [*events, dataclasses.replace(events[10], sequence=12)])
    assert "more than once" in violations("I2", again)[0]


def test_a_command_that_was_carried_out_and_whose_repetition_is_refused_is_seen() -> None:
    """Others were answered with later numbers before it was refused, so it had been carried out by then."""
    lost = command("/T2/status")
    sent = lost.attempts[0]
    attempts = [sent, {**lost.attempts[-1], "phase": "unknown", "status": None, "sequence": None}, sent]
    refused = {
        **lost.attempts[-1],
        "at": "2026-03-01T00:00:59.000000Z",
        "phase": "failed",
        "status": 409,
        "sequence": None,
    }
    told = dataclasses.replace(lost, outcome="failed", status=409, sequence=None, attempts=[*attempts, refused])
    operations = [told if o.n == lost.n else o for o in good().operations]
    assert "its repetition was answered 409" in violations("I2", bent(operations=operations))[0]


def test_a_late_arrival_after_a_refusal_is_no_violation() -> None:
    """Nothing shows that it had its number before the refusal."""
    late = next(o for o in good().operations if o.tenant == ONE and o.sequence == 11)
    attempts = [record for record in late.attempts if record["phase"] != "ok"]
    refused = {**late.attempts[-1], "phase": "failed", "status": 409, "sequence": None, "answer": {}}
    told = dataclasses.replace(late, outcome="failed", status=409, sequence=None, attempts=[*attempts, refused])
    assert violations("I2", bent(operations=[told if o.n == late.n else o for o in good().operations])) == []


def test_a_number_that_is_left_out_is_seen() -> None:
    assert f"{ONE}: number 5 follows 3" in violations("I3", with_journal(lambda _: _without(4)))


def test_an_event_with_two_numbers_is_seen() -> None:
    again = with_journal(lambda events: [*events, dataclasses.replace(events[10], sequence=12)])
    assert f"{ONE}: an event has more than one number" in violations("I3", again)


def test_a_state_without_its_event_is_seen() -> None:
    evidence = good()
    ahead = {**evidence.aggregates[ONE], Entity("works", "T1"): Aggregate(4, 0)}
    assert "T1 is kept in version 4" in violations("I3", bent(aggregates={**evidence.aggregates, ONE: ahead}))[0]


def test_an_event_that_nobody_asked_for_is_seen() -> None:
    phantom = event(ONE, 12, "task.status-changed", "T1", {"after": {"version": 4}, "change": {"to": "cancelled"}})
    assert "nobody asked for" in violations("I3", with_journal(lambda events: [*events, phantom]))[1]


def test_an_event_of_a_refused_command_is_seen() -> None:
    refused = event(ONE, 12, "task.status-changed", "T2", {"after": {"version": 4}, "change": {"to": "submitted"}})
    found = violations("I3", with_journal(lambda events: [*events, refused]))
    assert [text for text in found if "was refused and is in the journal" in text]


def test_an_event_that_never_reached_the_topic_is_seen_where_the_bus_keeps_what_it_gets() -> None:
    shorter = with_topic(lambda records: records[1:])
    assert violations("I3", shorter) == [f"{ONE}: number 1 never reached the topic"]
    assert violations("I3", dataclasses.replace(shorter, forgetful=True)) == []


def test_an_event_on_the_topic_that_is_in_no_journal_is_seen() -> None:
    phantom = event(ONE, 12, "task.registered", "T9", {"after": {"version": 1}})
    sent = Record(0, 50, ONE, phantom.body)
    assert "in no journal" in violations("I3", with_topic(lambda records: [*records, sent]))[0]
    injected = dataclasses.replace(sent, injected=True)
    assert violations("I3", with_topic(lambda records: [*records, injected])) == []
