"""The sample data as it stands in its files: lists of records, nothing interpreted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]

DATA = Path(__file__).parent / "data"
# The parser in C reads the files ten times faster; not every build of PyYAML has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Records:
    """Every record of the sample data, in the order of its file. Each names its tenant, except the tenants themselves,
    services and cycles, which are the same everywhere."""

    tenants: list[Record]
    units: list[Record]
    plans: list[Record]
    directives: list[Record]
    references: list[Record]
    groups: list[Record]
    tasks: list[Record]
    models: list[Record]
    leads: list[Record]
    bottlenecks: list[Record]
    question_sets: list[Record]
    key_catalogues: list[Record]
    key_selections: list[Record]
    indicators: list[Record]
    services: list[Record]
    cycles: list[Record]
    sessions: list[Record]


def read(directory: Path = DATA) -> Records:
    """Raises OSError, yaml.YAMLError, KeyError where a file is not what it should be."""
    works = list(_files(directory, "tasks.*.yaml"))
    leads = _file(directory / "bottleneck_groups.yaml")
    key_tasks = _file(directory / "key_tasks_catalog.yaml")
    return Records(
        tenants=_file(directory / "tenants.yaml")["tenants"],
        units=[unit for content in _files(directory, "org_units.*.yaml") for unit in content["org_units"]],
        plans=[content["plan"] for content in works if "plan" in content],
        directives=_file(directory / "directives.yaml")["directives"],
        references=_file(directory / "directives.yaml")["legal_references"],
        groups=_file(directory / "task_groups.yaml")["task_groups"],
        tasks=[task for content in works for task in content["tasks"]]
        + _file(directory / "national_tasks.yaml")["national_tasks"],
        models=[model for content in _files(directory, "pilot_models.*.yaml") for model in content["pilot_models"]],
        leads=[leads],
        bottlenecks=leads["bottleneck_examples"],
        question_sets=[_question_set(_file(directory / "survey_questions.yaml"))],
        key_catalogues=[{**key_tasks["catalog"], "items": key_tasks["key_tasks"]}],
        key_selections=key_tasks["selection"],
        indicators=_file(directory / "indicators.yaml")["indicators"],
        services=_file(directory / "essential_services.yaml")["services"],
        cycles=_file(directory / "reporting_calendar.yaml")["cycles"],
        sessions=_file(directory / "sessions.yaml")["sessions"],
    )


def _question_set(content: Record) -> Record:
    """The set with its questions, which stand beside it in the file."""
    return {**content["question_set"], "asked": content["questions"]}


def _files(directory: Path, pattern: str) -> Iterator[Record]:
    return (_file(path) for path in sorted(directory.glob(pattern)))


def _file(path: Path) -> Record:
    content: Record = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  a safe loader, in C
    return content
