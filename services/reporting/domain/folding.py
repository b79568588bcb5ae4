"""The fold: arrivals become new rows, history and counters, in memory, once per touched document.

Guards make a repetition harmless (DESIGN 6): a row knows the number of the last event it took, and each counter document the
number of the last event it counts. All that an event changes in one document goes there in one write.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.arrivals import NameArrival, WorkArrival
from services.reporting.domain.boards import Cells, Sums, day_of, dimension_of
from services.reporting.domain.states import is_owed
from services.reporting.domain.timelines import enter

Document = dict[str, Any]

TOTAL, MONTH, DAY = "total", "month", "day"


@dataclass(frozen=True, slots=True)
class Happening:
    """One effect of one event on the boards."""

    key: str
    entity: str
    sequence: int
    at: str
    known: str
    change: Sums

    def document(self) -> Document:
        """A document of the history: what an answer for an instant inside a day, or for what was known then, is summed from."""
        return {
            "id": self.key,
            "entity": self.entity,
            "sequence": self.sequence,
            "at": self.at,
            "known": self.known,
            "change": [[board, cells] for board, cells in self.change.items()],
        }


def fold_works(
    rows: Mapping[str, Document], arrivals: Iterable[WorkArrival]
) -> tuple[dict[str, Document], list[Happening]]:
    """The rows that change, and what that does to the boards. An event that a row has taken does nothing again."""
    changed: dict[str, Document] = {}
    happenings: list[Happening] = []
    for arrival in arrivals:
        row = changed.get(arrival.key) or rows.get(arrival.key) or {"sequence": 0, "timeline": []}
        if row["sequence"] >= arrival.sequence:
            continue
        timeline, effects = enter(row["timeline"], arrival.state, arrival.at, arrival.known)
        for number, (at, change) in enumerate(effects):
            key = f"{arrival.sequence:012d}" + (f".{number}" if number else "")
            happenings.append(Happening(key, arrival.key, arrival.sequence, at, _known(timeline), change))
        changed[arrival.key] = _row(row, arrival, timeline)
    return changed, happenings


def _known(timeline: list[Document]) -> str:
    """The newest step's: entries of one work become known in their order, even where clocks disagree."""
    known: str = max(step["known"] for step in timeline)
    return known


def _row(before: Document, arrival: WorkArrival, timeline: list[Document]) -> Document:
    """`open_due` finds what is still owed by its deadline."""
    owed = {"open_due": arrival.state["due"]} if is_owed(arrival.state) else {}
    return {
        **arrival.shown,
        **owed,
        "id": arrival.key,
        "revision": before.get("revision", 0),
        "sequence": arrival.sequence,
        "work": arrival.state["work"],
        "timeline": timeline,
    }


def counters_touched(happenings: Iterable[Happening]) -> dict[str, list[tuple[int, Cells]]]:
    """Counter document → what to add to it, with the event's number: in total, in the month and on the day of the effect."""
    touched: defaultdict[str, list[tuple[int, Cells]]] = defaultdict(list)
    for happening in happenings:
        day = day_of(happening.at)
        month = day[:7]
        for board, cells in happening.change.items():
            entry = (happening.sequence, cells)
            touched[f"{board}@"].append(entry)
            touched[f"{board}@{month}"].append(entry)
            touched[f"{board}@{day}"].append(entry)
    return touched


def fold_counters(counters: Mapping[str, Document], touched: Mapping[str, list[tuple[int, Cells]]]) -> list[Document]:
    """The counter documents that change. What a document counts already is not counted again."""
    changed = []
    for key, entries in touched.items():
        document = counters.get(key) or _new_counter(key)
        applied = document["applied"]
        news = entries if entries[0][0] > applied else [entry for entry in entries if entry[0] > applied]
        if news:
            cells = _added(document["cells"], news)
            changed.append({**document, "cells": cells, "applied": news[-1][0]})
    return changed


def _added(cells: Cells, entries: Iterable[tuple[int, Cells]]) -> Cells:
    """A cell that comes to 0 is dropped: deadlines of long ago take no room."""
    cells = dict(cells)
    known = cells.get
    for _, more in entries:
        for cell, count in more.items():
            cells[cell] = known(cell, 0) + count
    return cells if all(cells.values()) else {cell: count for cell, count in cells.items() if count}


def _new_counter(key: str) -> Document:
    board, _, bucket = key.rpartition("@")
    level = DAY if len(bucket) == 10 else MONTH if bucket else TOTAL
    return {
        "id": key,
        "board": board,
        "dimension": dimension_of(board),
        "level": level,
        "bucket": bucket,
        "applied": 0,
        "cells": {},
        "revision": 0,
    }


def fold_names(lists: Mapping[str, Document], arrivals: Iterable[NameArrival]) -> list[Document]:
    """The lists of names that change; the newest event of each entry stands."""
    entries: dict[str, dict[str, Document]] = {}
    for arrival in arrivals:
        known = entries.setdefault(arrival.listed, entries_of(lists.get(arrival.listed)))
        if known.get(arrival.key, {}).get("sequence", 0) < arrival.sequence:
            entry = {**arrival.fields, "key": arrival.key, "sequence": arrival.sequence}
            known[arrival.key] = entry | _former(known.get(arrival.key))
    return [_list(listed, lists.get(listed), known) for listed, known in entries.items()]


def _former(earlier: Document | None) -> Document:
    """What it was called before, oldest first: answers for a past day use the names of that day (FR-X-07)."""
    if earlier is None:
        return {}
    last = {name: value for name, value in earlier.items() if name != "former"}
    return {"former": [*earlier.get("former", ()), last]}


def entries_of(document: Document | None) -> dict[str, Document]:
    """What a list of names holds, by id."""
    return {entry["key"]: entry for entry in document["entries"]} if document else {}


def _list(listed: str, before: Document | None, entries: Mapping[str, Document]) -> Document:
    revision = before["revision"] if before else 0
    return {"id": listed, "listed": listed, "entries": list(entries.values()), "revision": revision}
