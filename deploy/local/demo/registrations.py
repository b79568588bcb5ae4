"""The sample data as commands, in an order in which every reference is known when it is made."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from deploy.local.demo import directives, key_tasks, mappings, measuring, meetings
from deploy.local.demo.mappings import Sort
from deploy.local.demo.records import Record, Records
from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL


@dataclass(frozen=True, slots=True)
class Registration:
    """One command: registers one record of a tenant at `path`, in that role; a PUT sets what a tenant has once."""

    sort: str
    tenant: str
    role: Role
    path: str
    body: dict[str, Any]
    method: str = "POST"
    of: str | None = None

    @property
    def id(self) -> str:
        """What it registers, or what it is done to."""
        return self.of or str(self.body.get("id", self.sort))

    @property
    def key(self) -> str:
        """The idempotency key follows from the content: the same record is the same command, today and tomorrow."""
        content = json.dumps([self.path, self.body], sort_keys=True, ensure_ascii=False)
        return f"demo-{self.id}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


Wave = list[Registration]


def waves(records: Records) -> list[Wave]:
    """Registrations of one wave do not refer to each other and may be sent at the same time. Raises UnmappedField."""
    return [
        [_tenant(record) for record in records.tenants],
        *([_of_tenant(mappings.UNIT, record, "units") for record in level] for level in _levels(records.units)),
        [*map(_plan, records.plans), *map(_frame, _framing(records))],
        [_of_tenant(mappings.REFERENCE, record, "directives", **more) for record, more in directives.parents(records)],
        [_directive(record, records) for record in records.directives],
        _groups(records.groups),
        [_task(record, records) for record in records.tasks],
        [_of_tenant(mappings.MODEL, record, "models") for record in records.models],
        [_of_tenant(mappings.LINK, record, "links") for record in directives.links(records)],
        [_leads(record) for record in records.leads],
        [_bottleneck(record) for record in records.bottlenecks],
        [_question_set(record) for record in records.question_sets],
        [_key_catalogue(record) for record in key_tasks.catalogues(records)],
        [_key_study(*study) for study in key_tasks.studies(records)],
        [
            _of_tenant(mappings.INDICATOR, record, "indicators", **more)
            for record, more in measuring.indicators(records)
        ],
        [
            _of_tenant(mappings.CHECKLIST, record, "service-checklists", **more)
            for record, more in measuring.checklists(records)
        ],
        [_of_tenant(mappings.CYCLE, record, "reporting-cycles", **more) for record, more in measuring.cycles(records)],
        [_of_tenant(mappings.SESSION, record, "sessions") for record in records.sessions],
        *([_commitment(*commitment) for commitment in turn] for turn in meetings.in_turn(records)),
    ]


def _tenant(record: Record) -> Registration:
    return Registration(mappings.TENANT.name, record["id"], Role.OPS, "/v1/tenants", mappings.TENANT.body(record))


def _of_tenant(sort: Sort, record: Record, collection: str, **derived: Any) -> Registration:
    tenant = record["tenant"]
    role = Role.CENTRAL_OFFICER if tenant == CENTRAL else Role.STANDING_OFFICER
    return Registration(sort.name, tenant, role, f"/v1/{tenant}/{collection}", sort.body(record) | derived)


def _levels(units: Iterable[Record]) -> list[list[Record]]:
    """Parents before children: units without a parent first, then those below them, and so on."""
    parents = {unit["id"]: unit["parent"] for unit in units}

    def depth(unit: Record) -> int:
        steps, above = 0, unit["parent"]
        while above is not None:
            steps, above = steps + 1, parents[above]
        return steps

    return [list(level) for _, level in groupby(sorted(units, key=depth), key=depth)]


def _plan(record: Record) -> Registration:
    """The plans of a year state no day: they count from its first one."""
    first_day = date(record["year"], 1, 1).isoformat()
    return _of_tenant(mappings.PLAN, record, "plans", effective_from=first_day)


def _framing(records: Records) -> list[Record]:
    """The directives whose assignments are registered: they take the place of a plan (FR-BP-01)."""
    planned = {group["plan"] for group in records.groups}
    return [directive for directive in records.directives if directive["id"] in planned]


def _frame(record: Record) -> Registration:
    return _of_tenant(mappings.FRAME, record, "plans", year=date.fromisoformat(record["issued_date"]).year)


def _directive(record: Record, records: Records) -> Registration:
    return _of_tenant(mappings.DIRECTIVE, record, "directives", blocks=directives.blocks(record, records))


def _groups(records: Iterable[Record]) -> Wave:
    """Groups have the order of the file, counted in each tenant from 1."""
    places: Counter[str] = Counter()
    wave = []
    for record in records:
        places[record["tenant"]] += 1
        wave.append(_of_tenant(mappings.GROUP, record, "groups", order=places[record["tenant"]]))
    return wave


def _task(record: Record, records: Records) -> Registration:
    """An assignment of a directive has the directive as its plan where the record names none."""
    derived = directives.of_task(record, records)
    return _of_tenant(mappings.TASK, {"plan": record.get("directive"), **record}, "tasks", **derived)


def _leads(record: Record) -> Registration:
    """A line for each lead of each group: five groups, six lines (AMB-12)."""
    groups = record["bottleneck_groups"]
    lines = [mappings.LEAD_LINE.body(lead) | {"group": group["id"]} for group in groups for lead in group["leads"]]
    stated = {"source": groups[0]["source"], "source_ref": groups[0]["seed_file"]}
    command = _of_tenant(mappings.LEADS, record, "bottleneck-leads", lines=lines, **stated)
    return replace(command, method="PUT")


def _bottleneck(record: Record) -> Registration:
    return _of_tenant(mappings.BOTTLENECK, record, "bottlenecks", linked_works=[record["linked_task"]])


def _question_set(record: Record) -> Registration:
    """The dispatch names the set and states no question: a set is as made up as its questions (AMB-22)."""
    questions = [mappings.QUESTION.body(question) for question in record["asked"]]
    titles = {"title_vi": "Bộ danh mục câu hỏi theo 05 nhóm vấn đề", "title_en": "Question set by 05 groups of issues"}
    (source,) = {question["source"] for question in questions}
    return _of_tenant(mappings.QUESTION_SET, record, "question-sets", questions=questions, source=source, **titles)


def _key_catalogue(record: Record) -> Registration:
    return _of_tenant(mappings.KEY_CATALOGUE, record, "key-catalogues", items=key_tasks.items(record))


def _key_study(record: Record, catalogue: str, body: dict[str, Any]) -> Registration:
    """All items that a province studies, as one step."""
    command = _of_tenant(mappings.KEY_STUDY, record, f"key-selections/{catalogue}/study", **body)
    return replace(command, of=catalogue)


def _commitment(session: Record, number: int, record: Record) -> Registration:
    command = _of_tenant(
        mappings.COMMITMENT, {"tenant": session["tenant"], **record}, f"sessions/{session['id']}/commitments"
    )
    return replace(command, of=f"{session['id']}.{number}")
