"""Which code carries a requirement and which test drives it through the gateway: read from where both name its id."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path("docs/requirements")
PAGE = FOLDER / "README.md"
_CODE = ("services", "shared", "deploy")
_THROUGH_THE_GATEWAY = ("tests/scenarios", "tests/e2e", "tests/abuse")
_REQUIREMENT = re.compile(r"\bFR-[A-Z]{1,2}-\d{2}\b")
_SCENARIO = re.compile(r"SC-[\dX]+-\d+\b")
_PRIORITIES = {"M": "must", "S": "should", "C": "could"}


@dataclass(frozen=True)
class Requirement:
    """One row of the page; `code` are files, `tests` are `file::function`."""

    id: str
    priority: str
    services: tuple[str, ...]
    vi: str
    en: str
    code: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def standing(self) -> str:
        """`shown`: a test drives it through the gateway; `built`: only code and its own tests name it; `open`: nothing does."""
        if self.tests:
            return "shown"
        return "built" if self.code else "open"


def known(root: Path, name: str) -> list[dict[str, Any]]:
    """The records of `requirements` or `scenarios`."""
    records: list[dict[str, Any]] = yaml.safe_load((root / FOLDER / f"{name}.yaml").read_text("utf-8"))[name]
    return records


def requirements(root: Path) -> list[Requirement]:
    """All of them, in their order, with what names them."""
    code, tests = code_by_requirement(root), proof_by_requirement(root)
    return [
        Requirement(
            id=record["id"],
            priority=_PRIORITIES[record["priority"]],
            services=tuple(record["services"]),
            vi=record["vi"],
            en=record["en"],
            code=tuple(sorted(code.get(record["id"], ()))),
            tests=tuple(sorted(tests.get(record["id"], ()))),
        )
        for record in known(root, "requirements")
    ]


def code_by_requirement(root: Path) -> Mapping[str, set[str]]:
    """Requirement → files that name it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in _files(root, _CODE):
        for requirement in _REQUIREMENT.findall(path.read_text("utf-8")):
            found[requirement].add(path.relative_to(root).as_posix())
    return found


def proof_by_requirement(root: Path) -> Mapping[str, set[str]]:
    """Requirement → tests whose docstring names it, or a scenario of it."""
    of_scenario = {record["id"]: record["requirements"] for record in known(root, "scenarios")}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place, said in _told(root):
        named = set(_REQUIREMENT.findall(said))
        if (scenario := _scenario(said)) is not None:
            named.update(of_scenario[scenario])
        for requirement in named:
            found[requirement].add(place)
    return found


def scenarios_driven(root: Path) -> set[str]:
    """The scenarios that tests run."""
    return {scenario for _, said in _told(root) if (scenario := _scenario(said)) is not None}


def _scenario(said: str) -> str | None:
    """A test that runs a whole scenario begins with its id; one that runs a part says `Part of` first."""
    found = _SCENARIO.match(said)
    return found[0] if found else None


def _told(root: Path) -> Iterator[tuple[str, str]]:
    """Each test that goes through the gateway, with its docstring."""
    for path in _files(root, _THROUGH_THE_GATEWAY):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield f"{path.relative_to(root).as_posix()}::{node.name}", ast.get_docstring(node) or ""


def _files(root: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))
