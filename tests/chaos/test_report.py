"""The report: what it says, and when it says that something is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.ledger import Operation
from tests.chaos.report import Report


@dataclass
class Found:
    name: str = "I1"
    statement: str = "every acknowledged command is in the history once"
    checked: int = 10
    violations: list[str] = field(default_factory=list)


def _report(**facts: Any) -> Report:
    return Report(4, "kafka", 30, "3 min of faults", **facts)


def _text(report: Report) -> str:
    return "\n".join(report.lines())


def _operation(outcome: Any, attempts: int = 1) -> Operation:
    sent = [{"phase": "sent"}] * attempts
    return Operation(1, "t", "ops", None, "POST", "/", "k", None, outcome, attempts=sent)


def test_a_run_in_which_everything_held_says_so() -> None:
    report = _report(verdicts=[Found()], quiet_after=3.2)
    assert not report.failed
    assert "every invariant holds" in _text(report)
    assert "3.2 s after the last fault" in _text(report)


def test_one_violation_makes_the_run_fail_and_is_printed() -> None:
    report = _report(verdicts=[Found(), Found("I2", violations=["T-4 appears twice"])])
    assert report.failed
    assert "T-4 appears twice" in _text(report)
    assert "1 VIOLATIONS" in _text(report)


def test_of_many_violations_the_first_few_are_printed() -> None:
    text = _text(_report(verdicts=[Found(violations=[f"number {n}" for n in range(100)])]))
    assert "100 VIOLATIONS" in text
    assert text.count("number ") == 5


def test_a_problem_of_the_program_itself_makes_the_run_fail() -> None:
    report = _report(verdicts=[Found()], problems=["3 commands have no definite answer"])
    assert report.failed
    assert "PROBLEM  3 commands have no definite answer" in _text(report)


def test_what_could_not_be_injected_is_told_with_its_reason() -> None:
    injected = Counter({"kill": 7, "crash-point": 2, "broker-bounce": 1})
    text = _text(_report(injected=injected, missed=Counter({("disk-full", "PermissionError"): 3})))
    assert "9 process kills, 1 broker or store bounces" in text
    (line,) = [line for line in text.splitlines() if "disk-full" in line]
    assert line.split() == ["disk-full", "0", "not", "injected:", "PermissionError", "3×"]


def test_commands_are_counted_by_outcome_and_attempts() -> None:
    operations: Sequence[Operation] = [_operation("ok", attempts=3), _operation("failed")]
    text = _text(_report(operations=operations, statuses={0: 2, 200: 1, 409: 1}))
    assert "commands: 2 in 4 attempts" in text
    assert "ok 1, failed 1, unknown 0" in text
    assert "no answer 2, 200 1, 409 1" in text


def test_what_did_not_come_back_in_time_is_told() -> None:
    text = _text(_report(recoveries={"bus": [3.0]}, overdue={"bus": 2, "store": 1}))
    assert "n 1   after two minutes still away 2×" in text
    assert "n 0   after two minutes still away 1×" in text


def test_recoveries_show_their_middle_and_their_longest() -> None:
    text = _text(_report(recoveries={"process": [1.0, 2.0, 9.0]}))
    assert "p50    2.0   max    9.0   n 3" in text
