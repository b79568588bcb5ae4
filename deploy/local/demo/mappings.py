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

DIRECTIVE = Sort(
    "directive",
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
        "deliver_to bottleneck sub legal_refs membership membership_note due status status_as_of status_basis note "
        "source"
    ),
    renamed={"seed_file": "source_ref"},
    left_out={
        "tenant": _IN_THE_PATH,
        "mode": "a task with assignees is one for many units",
        "q1_late": "follows from deadline and status",
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
