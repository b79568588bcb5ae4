"""docs/operations.md keeps up with the alerts, the settings and the commands."""

import re
from typing import Any

import pytest
from pydantic.fields import FieldInfo

from tests.operations.settings import PREFIX, fields
from tests.operations.test_prometheus import ALERTS
from tests.operations.tools import ROOT

TEXT = (ROOT / "docs/operations.md").read_text("utf-8")
HEADINGS = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
ROWS: dict[str, str] = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (\S.*?) \|", TEXT, re.MULTILINE))


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_has_a_section_that_says_what_it_means_where_to_look_and_what_to_do(name: str) -> None:
    _, _, section = TEXT.partition(f"### {name}\n")
    section = re.split(r"^#+ ", section, maxsplit=1, flags=re.MULTILINE)[0]
    assert re.findall(r"^\*\*(Means|Look|Do)\*\*", section, re.MULTILINE) == ["Means", "Look", "Do"]


def test_no_section_is_about_an_alert_that_is_gone() -> None:
    assert {heading for heading in HEADINGS if heading.startswith("Tiendo")} == set(ALERTS)


def test_links_inside_the_page_lead_somewhere() -> None:
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in HEADINGS}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_the_table_of_settings_is_complete_and_names_no_other() -> None:
    assert set(ROWS) == {name.upper() for name in fields()}


@pytest.mark.parametrize(("name", "field"), fields().items())
def test_a_setting_has_the_default_that_the_table_says(name: str, field: FieldInfo) -> None:
    assert ROWS[name.upper()] == _default(field)


def _default(field: FieldInfo) -> str:
    given: Any = None if field.is_required() or field.default_factory else field.default
    text = str(given.get_secret_value() if hasattr(given, "get_secret_value") else "" if given is None else given)
    return f"`{text.lower() if isinstance(given, bool) else text}`" if text else "–"
