"""The page that shows where each requirement lives and what proves it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.requirements.tracing import Requirement, known, requirements, scenarios_driven

_HEAD = """# Yêu cầu và bằng chứng / Requirements and their proof

Generated from requirements.yaml, scenarios.yaml and the ids that code and tests name; do not edit:
`TIENDO_WRITE=1 pytest tests/requirements` writes it anew.

- **shown**: a test drives it through the gateway of a running installation, by itself or as part of a scenario
- **built**: code names it, and only narrower tests do
- **open**: nothing names it yet
"""


def page(root: Path) -> str:
    rows = requirements(root)
    return "\n".join([_HEAD, _summary(rows), "", *_table(rows), "", *_scenarios(root), ""])


def _summary(rows: Sequence[Requirement]) -> str:
    counted = Counter(row.standing for row in rows)
    parts = ", ".join(f"{counted[standing]} {standing}" for standing in ("shown", "built", "open"))
    return f"{len(rows)} requirements: {parts}."


def _table(rows: Sequence[Requirement]) -> list[str]:
    lines = ["| id | yêu cầu / requirement | priority | | code | test |", "|---|---|---|---|---|---|"]
    for row in rows:
        code = "<br>".join(f"[{Path(path).name}](../../{path})" for path in row.code)
        tests = "<br>".join(_link(test) for test in row.tests)
        said = f"{row.vi} / {row.en}".replace("|", "\\|")
        lines.append(f"| {row.id} | {said} | {row.priority} | {row.standing} | {code} | {tests} |")
    return lines


def _link(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../../{path})"


def _scenarios(root: Path) -> list[str]:
    driven = scenarios_driven(root)
    records = known(root, "scenarios")
    lines = [f"## Kịch bản / Scenarios: {len(driven)} of {len(records)} run as tests through the gateway", ""]
    lines += ["| id | kịch bản / scenario | |", "|---|---|---|"]
    for record in records:
        standing = "runs" if record["id"] in driven else "not yet"
        lines.append(f"| {record['id']} | {record['title_vi']} / {record['title']} | {standing} |")
    return lines
