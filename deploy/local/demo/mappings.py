"""How records of the sample data become commands: which fields keep their name, which get another, which stay out and why.

A field that is in none of the three lists is refused, so that nothing of the data gets lost in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deploy.local.demo.records import Record

_IN_THE_PATH = "stands in the path of the command"
_REMARK = "a remark on the source text, for readers of the file"
_LOOKED_UP = "says where a code was looked up, for readers of the file"


class UnmappedField(ValueError):
    """A record has a field that nobody has decided about."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of records. `left_out` gives the reason for each field that is not sent."""

    name: str
    kept: frozenset[str]
    left_out: Mapping[str, str]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def body(self, record: Record) -> dict[str, Any]:
        """The command's body. What is null in the record is left out: the command's default says the same.

        Raises UnmappedField.
        """
        if unknown := record.keys() - self.kept - self.left_out.keys() - self.renamed.keys():
            raise UnmappedField(f"{self.name} {record['id']}: {', '.join(sorted(unknown))}")
        sent = {self.renamed.get(name, name): value for name, value in record.items() if name not in self.left_out}
        return {name: value for name, value in sent.items() if value is not None}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TENANT = Sort(
    "tenant",
    kept=_names(
        "id level short_code name_vi name_en e_identifier standing_unit office_unit working_group_unit "
        "working_group_head_role_vi working_group_head_role_en timezone source"
    ),
    renamed={"gso_code_2024": "gso_code", "seed_file": "source_ref"},
    left_out={
        "gso_code_2025": "the codes after the mergers of 2025; the sample data tells of 2024",
        "gso_ref": _LOOKED_UP,
        "e_identifier_ref": _LOOKED_UP,
        "e_identifier_verified": "an identifier that is not verified is null in the data",
        "working_group_head_basis": _REMARK,
        "lifecycle": "mergers of provinces are not among the system's events yet",
        "locale_default": "the same for every tenant",
        "locales": "the same for every tenant",
    },
)

UNIT = Sort(
    "unit",
    kept=_names(
        "id type name_vi name_en parent level head_role_vi head_role_en is_standing gso_code valid_to successor "
        "note source"
    ),
    renamed={"seed_file": "source_ref", "ref": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "other_roles": "deputies of the People's Committee act in a role of the whole tenant",
        "is_standing_basis": _REMARK,
        "parent_basis": _REMARK,
        "verified": "false wherever it is stated; `note` says the same in words",
        "successor_2025_vi": "names a unit that the data does not have; `successor` is for units that it has",
        "successor_basis": _REMARK,
        "e_identifier": "units carry no electronic identifier in the contract yet, and these are not verified",
        "e_identifier_ref": _LOOKED_UP,
        "is_sample": "these communes stand for all others; what is said of them is no invention",
    },
)

PLAN = Sort(
    "plan",
    kept=_names("id year title_vi title_en doc_number groups_total tasks_total models_total source"),
    renamed={"seed_file": "source_ref"},
    left_out={"tenant": _IN_THE_PATH, "doc_number_note": _REMARK},
)

FRAME = Sort(
    "frame",
    kept=frozenset({"id", "source"}),
    renamed={
        "subject_vi": "title_vi",
        "subject_en": "title_en",
        "full_number": "doc_number",
        "issued_date": "effective_from",
        "seed_file": "source_ref",
    },
    left_out={
        "tenant": _IN_THE_PATH,
        "number": "part of full_number",
        "symbol": "part of full_number",
        "assignments": "each names its directive",
        "also_in": _REMARK,
        "signer_role_note": _REMARK,
        "issued_date_basis": _REMARK,
        **dict.fromkeys(
            _names(
                "doc_type doc_type_vi doc_type_en published_at issuer_unit signer_role_vi signer_role_en legal_basis "
                "principle parent_directive deadline_stated"
            ),
            "belongs to the directive itself; only the frame of its assignments is registered",
        ),
    },
)

DIRECTIVE = Sort(
    "directive",
    kept=_names(
        "id doc_type doc_type_vi doc_type_en number symbol full_number issued_date issued_date_basis published_at "
        "issuer_unit signer_role_vi signer_role_en subject_vi subject_en legal_basis principle parent_directive "
        "deadline_stated source"
    ),
    renamed={"seed_file": "source_ref", "also_in": "sources"},
    left_out={
        "tenant": _IN_THE_PATH,
        "assignments": "tasks name the directive that assigned them; what no task carries out becomes a block",
        "signer_role_note": _REMARK,
    },
)

BLOCK = Sort(
    "block",
    kept=_names("id title_vi title_en coordinating_units due"),
    left_out={
        "lead_units": "ids are sent as such, words in parentheses as a note",
        "linked_tasks": "become links of the directive",
    },
)

REFERENCE = Sort(
    "reference",
    kept=_names("id full_number doc_type_vi source"),
    renamed={"date": "issued_date", "seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "issuer_vi": "sent as the unit of that name",
        "title_vi": "sent as the subject; where it is empty, sort and number stand for it",
    },
)

LINK = Sort(
    "link",
    kept=_names("id directive block target_kind target_tenant target source"),
    renamed={"seed_file": "source_ref"},
    left_out={"tenant": _IN_THE_PATH},
)

GROUP = Sort(
    "group",
    kept=_names("id plan name_vi name_en slow slow_basis note source"),
    renamed={"seed_file": "source_ref"},
    left_out={"tenant": _IN_THE_PATH},
)

TASK = Sort(
    "task",
    kept=_names(
        "id kind plan group directive title_vi title_en lead_unit lead_basis coordinating_units coordinating_note_vi "
        "assignees assignee_selector_vi assignee_note accountable_role_vi product_vi product_en deliverable_type "
        "deliver_to bottleneck sub membership membership_note due status status_as_of status_basis note "
        "source"
    ),
    renamed={"seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "mode": "a task with assignees is one for many units",
        "q1_late": "follows from deadline and status",
        "legal_refs": "sent as citations of the legal documents that they name",
    },
)

MODEL = Sort(
    "model",
    kept=_names(
        "id title_vi title_en title_vi_basis lead_unit lead_basis year is_new target linked_tasks status status_as_of "
        "status_basis source"
    ),
    renamed={"on_acceleration_list": "focus", "seed_order": "focus_order", "seed_file": "source_ref"},
    left_out={"tenant": _IN_THE_PATH},
)

LEADS = Sort(
    "bottleneck_leads",
    kept=frozenset({"consolidator"}),
    left_out={
        "tenant": _IN_THE_PATH,
        "version": "of the file",
        "bottleneck_groups": "the leads of each group become lines; the five groups are the same everywhere",
        "bottleneck_examples": "each is a record of its own",
    },
)

LEAD_LINE = Sort(
    "lead line",
    kept=_names("unit coordinating scope assignment"),
    left_out={"scope_vi": "the scope in words; the same everywhere"},
)

BOTTLENECK = Sort(
    "bottleneck",
    kept=_names("id group title_vi title_en owner_unit source"),
    renamed={"seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "linked_task": "sent as a list of one",
        "raised_by": "the standing agency, which sends the command",
        "state": "open, as every bottleneck that is raised",
    },
)

QUESTION_SET = Sort(
    "question_set",
    kept=_names("id directive"),
    left_out={
        "tenant": _IN_THE_PATH,
        "version": "the first one, as of every question set that is registered",
        "groups": "counted, not stated",
        "questions": "counted, not stated",
        "asked": "each is mapped on its own",
    },
)

QUESTION = Sort(
    "question",
    kept=_names("id scope text_vi text_en answer_type source"),
    renamed={"bottleneck_group": "group"},
    left_out={},
)

KEY_CATALOGUE = Sort(
    "key_catalogue",
    kept=_names("id owner_unit source"),
    renamed={"origin_vi": "title_vi", "origin_en": "title_en", "count": "stated_count", "seed_file": "source_ref"},
    left_out={"tenant": _IN_THE_PATH, "owner_tenant": _IN_THE_PATH, "items": "each is mapped on its own"},
)

KEY_TASK = Sort(
    "key task",
    kept=_names("title_vi title_en source note"),
    renamed={"id": "code"},
    left_out={"order": "the order of the list"},
)

KEY_STUDY = Sort(
    "key_study",
    kept=frozenset(),
    left_out={
        "tenant": _IN_THE_PATH,
        "key_task": "all items that are studied are sent as one list",
        "proposed_by_unit": "sent once for all of them",
        "decided_by_units": "sent once for all of them",
        "state": "under study, which is how each begins",
        "source": "stated by the catalogue",
        "seed_file": "stated by the catalogue",
    },
)

INDICATOR = Sort(
    "indicator",
    kept=_names("id name_vi name_en baseline note source"),
    renamed={"unit": "unit_of_measure", "by_units": "units", "seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "target": "a number becomes the target; what only should rise has none",
        "op": "part of the target, or the direction",
        "due": "part of the target",
    },
)

CHECKLIST = Sort(
    "service_checklist",
    kept=frozenset(),
    left_out={"tenant": _IN_THE_PATH, "services": "listed by id, part and name; `ref` says where a name was looked up"},
)

CYCLE = Sort(
    "reporting_cycle",
    kept=_names("id name_vi name_en frequency source"),
    renamed={"due": "due_on", "due_day": "due_day_of_month", "seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "from_unit": "sent as the unit that reports",
        "from_unit_type": "sent as the sorts of units that the tenant has",
        "to_role": "reports are read by everybody in the tenant; whom they are addressed to is no field of a cycle",
    },
)

SESSION = Sort(
    "session",
    kept=_names("id sort title_vi title_en held_on chair_role participants source"),
    left_out={"tenant": _IN_THE_PATH, "commitments": "each is a command of its own"},
)

COMMITMENT = Sort("commitment", kept=_names("unit title_vi title_en due_date"), left_out={"tenant": _IN_THE_PATH})
