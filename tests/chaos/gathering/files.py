"""What the run itself wrote down (tests.chaos.run_directory says where)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.parts import BUS, SERVICES
from tests.chaos.evidence import (
    Connection,
    Evidence,
    Exit,
    Frame,
    Overheard,
    Record,
    Start,
    Statement,
    Stream,
)
from tests.chaos.ledger import Ledger
from tests.chaos.points.statements import FOLDER as STATEMENTS
from tests.chaos.run_directory import RunDirectory, read_lines

_OF_STORES = frozenset({"disk-full", "store-bounce", "store-pause"})
_OF_THE_BUS = frozenset({BUS, "kafka", "everything"})
_SENDS_A_SECOND = 2  # a client tries again after half a second
_SECONDS = re.compile(r"([\d.]+) s\b")

Row = Mapping[str, Any]


def read(directory: RunDirectory, stack: str) -> Evidence:
    faults, starts = list(read_lines(directory.faults)), list(read_lines(directory.restarts))
    phases = {row["phase"]: row["at"] for row in read_lines(directory.phases)}
    streams = [_stream(path) for path in sorted(directory.streams.glob("*.jsonl"))]
    topic = [_record(row) for row in read_lines(directory.topic)]
    return Evidence(
        operations=Ledger.read(directory.ledger),
        topic=topic,
        forgetful=stack == "embedded" and (_bus_ended(faults, starts) or _begins_late(topic)),
        streams=streams,
        canaries={row["tenant"]: row["canary"] for row in read_lines(directory.tenants)},
        overheard=Heard(directory, [*_frames(streams), *_records(topic)]),
        statements=[
            _statement(row) for path in (directory.path / STATEMENTS).glob("*.jsonl") for row in read_lines(path)
        ],
        exits=[Exit(row["part"], row["seconds"]) for row in read_lines(directory.exits)],
        starts=[Start(row["part"], row["at"]) for row in starts],
        disturbances=_reasons_to_send_again(faults, starts),
        store_disturbed=any(row["kind"] in _OF_STORES or row["target"] == "mongo" for row in faults),
        healed_at=phases.get("healed"),
        settled_at=phases.get("quiet"),
    )


@dataclass(frozen=True)
class Heard:
    """Read anew each time: what readers were answered in an hour fills no memory."""

    directory: RunDirectory
    more: Sequence[Overheard]

    def __iter__(self) -> Iterator[Overheard]:
        yield from _answers(self.directory)
        yield from self.more
        yield from _logs(self.directory)


def _stream(path: Path) -> Stream:
    connections: list[Connection] = []
    frames: list[Frame] = []
    for row in read_lines(path):
        if row.get("connected"):
            frames = []
            connections.append(Connection(row["last_event_id"], frames))
        else:
            frames.append(Frame(row["id"], row["event"], row["data"]))
    return Stream(path.stem, connections)


def _begins_late(topic: Iterable[Record]) -> bool:
    """The embedded bus keeps the latest few megabytes of a partition."""
    first: dict[int, int] = {}
    for record in topic:
        first[record.partition] = min(record.offset, first.get(record.partition, record.offset))
    return any(first.values())


def _record(row: Row) -> Record:
    marked = any(name == "chaos" for name, _ in row["headers"])
    return Record(row["partition"], row["offset"], row["key"], row["value"], marked)


def _statement(row: Row) -> Statement:
    return Statement(row["service"], row["collection"], row["text"], row["bound"])


def _answers(directory: RunDirectory) -> Iterator[Overheard]:
    for path in sorted(directory.answers.glob("*.jsonl")):
        for row in read_lines(path):
            yield Overheard(f"the answer to {row['path']}", path.stem, row["text"])


def _frames(streams: Sequence[Stream]) -> Iterator[Overheard]:
    for stream in streams:
        for connection in stream.connections:
            yield Overheard("the stream", stream.tenant, "\n".join(frame.data for frame in connection.frames))


def _records(topic: Sequence[Record]) -> Iterator[Overheard]:
    """Readers of the topic are told by its key whose a record is."""
    for record in topic:
        if record.key and not record.injected:
            yield Overheard(f"record {record.partition}/{record.offset}", record.key, record.value or "")


def _logs(directory: RunDirectory) -> Iterator[Overheard]:
    for service in SERVICES:
        for path in sorted(directory.logs.glob(f"{service}.log*")):
            yield Overheard(f"the log {path.name}", None, path.read_text(errors="replace"))


def _bus_ended(faults: Sequence[Row], starts: Sequence[Row]) -> bool:
    again = sum(row["part"] == BUS for row in starts) > 1
    return again or any(row["target"] in _OF_THE_BUS for row in faults)


def _reasons_to_send_again(faults: Sequence[Row], starts: Sequence[Row]) -> int:
    """A start of the publisher is one, a fault of it another; while the bus does not answer, each of its attempts is one."""
    reasons = sum(1 for row in starts if row["part"] == "tasks")
    for row in faults:
        found = _SECONDS.search(json.dumps(row["detail"]))
        seconds = float(found[1]) if found else 0.0
        if row["target"] in _OF_THE_BUS or row["kind"] in _OF_STORES or row["target"] in {"mongo", "topic"}:
            reasons += 2 + round(seconds * _SENDS_A_SECOND)
        elif row["target"] in {"tasks", "services"}:
            reasons += 2
    return reasons
