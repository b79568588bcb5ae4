"""The folder that one run leaves behind: everything that the judgement rests on, in files that outlive every process.

ledger.jsonl            what was asked and answered (tests.chaos.ledger)
streams/<tenant>.jsonl  frames of the event stream in the order in which they came: {"id", "event", "data"}, and
                        {"connected": true, "last_event_id"} each time the observer had connected
answers/<tenant>.jsonl  {"path", "status", "text"} of each answer that a reader of this tenant got, headers included
faults.jsonl            {"at", "kind", "target", "detail"} of each fault when it was injected
restarts.jsonl          {"at", "part", "pid"} each time another process took a part over, the first ones too
exits.jsonl             {"at", "part", "seconds"} of each process that was asked to end; null where it had to be killed
phases.jsonl            {"at", "phase"}: started, loaded (the frames are registered), healed (the last fault is undone and the
                        load has ended), calm and calmed (between them people work while endpoints hang), settled (no
                        command without a definite answer), quiet (heads = positions = cursors)
tenants.jsonl           {"tenant", "canary", "level"} of everybody who takes part
topic.jsonl             the records of the Kafka topic at the end: {"partition", "offset", "key", "value", "headers"};
                        null where there is none; a text that is not UTF-8 has its bytes escaped (backslashreplace); headers
                        are pairs; those of injected records hold ["chaos", kind]
endpoints.jsonl         {"endpoint", "tenant", "manner", "subscription", "after", "live", "secrets"} of each endpoint that was
                        subscribed: behind which number it begins, which of its secrets sign from then on, and all by number
arrivals.jsonl          what endpoints were sent (tests.chaos.integrators.arrivals): {"n", "at", "phase": "came", "endpoint",
                        "address", "id", "timestamp", "digest", "sequence", "signed_by", "signatures", "verified", "taken"},
                        then {"n", "at", "phase": "answered", "status"}; status null where there was no answer
secrets.jsonl           {"at", "endpoint", "phase", "number"} of each step by which a secret was exchanged: asked (for a new one),
                        made (with "secret"; the answer is here), refused, trusted (its receiver believes no other from now
                        on), dropping (it is about to be asked for), dropped (the answer is here), alone (no other lives)
connections.jsonl       {"host"} of each address that notifications has opened a connection to, once per process
metrics/<service>.txt   the last exposition of each service, and <service>-<n>.txt of its processes before they were ended
switches/               which crash points are armed (tests.chaos.points)
data/                   the data directory of the installation, with its logs
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class RunDirectory:
    """Knows where everything lies, makes the folders, and appends and reads lines of JSON."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        for folder in (self.streams, self.answers, self.metrics, self.switches, self.data):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def ledger(self) -> Path:
        return self.path / "ledger.jsonl"

    @property
    def faults(self) -> Path:
        return self.path / "faults.jsonl"

    @property
    def restarts(self) -> Path:
        return self.path / "restarts.jsonl"

    @property
    def exits(self) -> Path:
        return self.path / "exits.jsonl"

    @property
    def phases(self) -> Path:
        return self.path / "phases.jsonl"

    @property
    def tenants(self) -> Path:
        return self.path / "tenants.jsonl"

    @property
    def endpoints(self) -> Path:
        return self.path / "endpoints.jsonl"

    @property
    def arrivals(self) -> Path:
        return self.path / "arrivals.jsonl"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets.jsonl"

    @property
    def connections(self) -> Path:
        return self.path / "connections.jsonl"

    @property
    def topic(self) -> Path:
        return self.path / "topic.jsonl"

    @property
    def streams(self) -> Path:
        return self.path / "streams"

    @property
    def answers(self) -> Path:
        return self.path / "answers"

    @property
    def metrics(self) -> Path:
        return self.path / "metrics"

    @property
    def switches(self) -> Path:
        return self.path / "switches"

    @property
    def data(self) -> Path:
        return self.path / "data"

    @property
    def logs(self) -> Path:
        """One log per process, with an older generation `<name>.log.1` where it grew large."""
        return self.data / "run"

    def stream(self, tenant: str) -> Path:
        return self.streams / f"{tenant}.jsonl"

    def answers_of(self, tenant: str) -> Path:
        return self.answers / f"{tenant}.jsonl"


def as_line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def append(path: Path, record: dict[str, Any]) -> None:
    """One line; whole, for it is one write."""
    with path.open("ab") as file:
        file.write(as_line(record))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, none where there is no such file; a line that is not finished is left out."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield json.loads(line)
