"""Indicators, their values and checklists of services as they are kept: what was told, when it took effect, when it was known.

A document keeps each statement as it came. What was true at an instant is the last statement, in the order of events, that had
taken effect by then: a correction takes effect when the figures did that it corrects (G9).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from services.reporting.domain.folding import Document
from services.reporting.domain.measure_arrivals import WHOLE, MeasureArrival


def fold_measures(documents: Mapping[str, Document], arrivals: Iterable[MeasureArrival]) -> list[Document]:
    """The documents that change. An event that a document has taken does nothing again."""
    changed: dict[str, Document] = {}
    for arrival in arrivals:
        document = changed.get(arrival.key) or documents.get(arrival.key) or {"sequence": 0, "told": []}
        if document["sequence"] < arrival.sequence:
            changed[arrival.key] = _taken(document, arrival)
    return list(changed.values())


def _taken(document: Document, arrival: MeasureArrival) -> Document:
    told = list(document["told"])
    latest = {statement["part"]: statement["state"] for statement in told}
    known = max([arrival.known, *(statement["known"] for statement in told[-1:])])
    for part, at, state in arrival.statements:
        if latest.get(part) != state:
            told.append({"part": part, "at": at, "known": known, "state": state})
    return {
        **arrival.found_by,
        "id": arrival.key,
        "sequence": arrival.sequence,
        "told": told,
        "revision": document.get("revision", 0),
    }


def parts_at(document: Document, at: str | None, known: str | None) -> dict[str, dict[str, Any]]:
    """What each part said at an instant, with what was known at another (wire text; None: without bound)."""
    parts = {}
    for statement in document["told"]:
        if (at is None or statement["at"] <= at) and (known is None or statement["known"] <= known):
            parts[statement["part"]] = statement["state"]
    return parts


def definition_at(document: Document, at: str | None, known: str | None) -> dict[str, Any] | None:
    """What an indicator or a list was; before it was first entered, as it was entered: it gives figures their names."""
    state = parts_at(document, at, known).get(WHOLE)
    if state is not None or (known is not None and known < document["told"][0]["known"]):
        return state
    first: dict[str, Any] = document["told"][0]["state"]
    return first
