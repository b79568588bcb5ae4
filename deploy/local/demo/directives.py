"""Directives of the sample data: their blocks, the legal documents above them, and the links to work that goes on already."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from deploy.local.demo import mappings
from deploy.local.demo.records import Record, Records

_SORTS = {"Chỉ thị": "chi_thi", "Quyết định": "quyet_dinh", "Nghị định": "nghi_dinh"}
"""Codes of the sorts of legal documents, whose records give the name only."""


def parents(records: Records) -> Iterator[tuple[Record, dict[str, Any]]]:
    """The legal documents that a directive carries out, with the fields that the command needs besides the record's own."""
    by_id = {reference["id"]: reference for reference in records.references}
    for directive in records.directives:
        if reference := by_id.get(directive["parent_directive"]):
            (issuer,) = [
                unit["id"]
                for unit in records.units
                if (unit["tenant"], unit["name_vi"]) == (directive["tenant"], reference["issuer_vi"])
            ]
            yield (
                {**reference, "tenant": directive["tenant"]},
                {
                    "doc_type": _SORTS[reference["doc_type_vi"]],
                    "issuer_unit": issuer,
                    "subject_vi": reference["title_vi"] or f"{reference['doc_type_vi']} {reference['full_number']}",
                },
            )


def blocks(directive: Record, records: Records) -> list[dict[str, Any]]:
    """The groups of its assignments, and the contents of its text that no task of the data carries out (FR-TW-02)."""
    groups = [
        {"id": group["id"], "title_vi": group["name_vi"], "title_en": group["name_en"]}
        for group in records.groups
        if group["plan"] == directive["id"]
    ]
    return groups + [_block(content) for content in _contents(directive)]


def links(records: Records) -> Iterator[Record]:
    """A content that names tasks of a plan refers to them; they stay tasks of their plan."""
    for directive in records.directives:
        for content in _contents(directive):
            for task in content.get("linked_tasks", ()):
                yield {
                    "id": f"{content['id']}.{task}",
                    "tenant": directive["tenant"],
                    "directive": directive["id"],
                    "block": content["id"],
                    "target_kind": "task",
                    "target_tenant": directive["tenant"],
                    "target": task,
                    "source": directive["source"],
                    "seed_file": directive["seed_file"],
                }


def of_task(task: Record, records: Records) -> dict[str, Any]:
    """The block of the directive that assigned it, and the legal documents as Decree 30/2020 cites them."""
    by_id = {reference["id"]: reference for reference in records.references}
    derived: dict[str, Any] = {}
    if cited := [citation(by_id[key]) for key in task.get("legal_refs", ())]:
        derived["legal_refs"] = cited
    if task.get("directive") and task.get("group"):
        derived["block"] = task["group"]
    return derived


def citation(reference: Record) -> str:
    """`Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ`; laws without a number by their title."""
    if reference["full_number"] is None:
        return str(reference["title_vi"])
    day = date.fromisoformat(reference["date"])
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    issued = f"ngày {day.day:02} tháng {month} năm {day.year} của {reference['issuer_vi']}"
    return f"{reference['doc_type_vi']} số {reference['full_number']} {issued}"


def _contents(directive: Record) -> list[Record]:
    """Assignments that the record spells out; others are ids of tasks."""
    return [content for content in directive["assignments"] if isinstance(content, dict)]


def _block(content: Record) -> dict[str, Any]:
    """Words in parentheses stand for units that the text does not name."""
    words = [unit for unit in content["lead_units"] if unit.startswith("(")]
    derived: dict[str, Any] = {"lead_units": [unit for unit in content["lead_units"] if unit not in words]}
    if words:
        derived["lead_note_vi"] = ", ".join(words)
    return mappings.BLOCK.body(content) | derived
