"""Everything that is written from the catalogue, as text by path; what differs on disk is stale."""

import json
from collections.abc import Iterable, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

from shared.events.asyncapi import asyncapi_document
from shared.events.catalogue import CATALOGUE
from shared.events.compatibility import incompatibilities
from shared.events.event_types import EventType
from shared.events.page import events_page
from shared.events.schema import event_schema

SCHEMAS = Path("shared/events/schemas")
EXAMPLES = Path("shared/events/examples")
Texts = dict[Path, str]


def artefacts(catalogue: Mapping[str, EventType] = CATALOGUE) -> Texts:
    """Path from the root of the repository → the text that belongs there. The same catalogue gives the same bytes."""
    kinds = tuple(catalogue.values())
    texts = {SCHEMAS / f"{kind.name}.json": _json(event_schema(kind)) for kind in kinds}
    texts[Path("docs/asyncapi.json")] = _json(asyncapi_document(kinds))
    texts[Path("docs/events.md")] = events_page(kinds)
    return texts


def stale(root: Path, texts: Texts) -> list[str]:
    """A unified diff for each file that is missing or differs from what the catalogue says."""
    diffs = []
    for path, text in texts.items():
        if (found := _found(root / path)) != text:
            labels = (f"{path} (found)", f"{path} (catalogue)")
            diffs.append("\n".join(unified_diff(found.splitlines(), text.splitlines(), *labels, n=2, lineterm="")))
    return diffs


def broken_promises(root: Path, catalogue: Mapping[str, EventType] = CATALOGUE) -> list[str]:
    """Each way in which the catalogue breaks a schema on disk. A type is never taken away: journals keep its events."""
    faults = []
    for path in sorted((root / SCHEMAS).glob("*.json")):
        kind = catalogue.get(path.stem)
        if kind is None:
            faults.append(f"{path.stem}: no longer in the catalogue")
        else:
            faults += [f"{kind.name} {reason}" for reason in _faults_against(path, event_schema(kind))]
    return faults


def _faults_against(path: Path, schema: dict[str, Any]) -> list[str]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return [f"cannot be compared: {path} is not JSON; restore it"]
    return incompatibilities(known, schema)


def missing_examples(root: Path, names: Iterable[str] = CATALOGUE) -> list[str]:
    """Event types without a hand-written example."""
    return [name for name in names if not (root / EXAMPLES / f"{name}.json").exists()]


def write(root: Path, texts: Texts) -> list[Path]:
    """Writes what differs and says which files those are."""
    written = []
    for path, text in texts.items():
        target = root / path
        if _found(target) != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def _found(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
