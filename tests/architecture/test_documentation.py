"""Documents lead somewhere: links open, named files exist, every decision says when to think again."""

import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    chain(
        ROOT.glob("*.md"),
        (ROOT / "docs").rglob("*.md"),
        (ROOT / "services").glob("*/README.md"),
        (ROOT / "deploy").rglob("*.md"),
        (ROOT / "benchmarks").rglob("*.md"),
    )
)
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`((?:services|shared|deploy|docs|tests|benchmarks)/[\w./-]*)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name, as GitHub makes them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@EVERY_PAGE
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@EVERY_PAGE
def test_files_that_a_page_names_exist(page: Path) -> None:
    named = _NAMED.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_what_why_at_what_price_and_when_to_think_again(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem[:4]} ")
    for part in ("**Decided.**", "**Why.**", "**Price.**", "**Revisit when**"):
        assert part in text
    assert page.name in (page.parent / "README.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps() -> None:
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]


def test_every_page_of_the_architecture_is_in_its_index() -> None:
    index = (ROOT / "docs/architecture/README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs/architecture").glob("*.md")} - {"README.md"}
    assert {name for name in pages if f"({name})" not in index} == set()


def test_each_guarantee_has_its_place_and_its_tests() -> None:
    text = (ROOT / "docs/architecture/guarantees.md").read_text(encoding="utf-8")
    for number in range(1, 11):
        section = text.partition(f"## G{number} ")[2].partition("\n## ")[0]
        kept, _, tried = section.partition("Tried by")
        assert "Kept in `" in kept.replace("\n", " "), number
        assert "`tests/" in tried, number
