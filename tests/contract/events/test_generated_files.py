"""What is written from the catalogue is committed, complete and kept."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shared.events import CATALOGUE, EventType
from shared.events.__main__ import main
from shared.events.envelope import CONTENT_TYPE
from shared.events.generate import EXAMPLES, SCHEMAS, artefacts, broken_promises, missing_examples, stale, write

ROOT = Path(__file__).parents[3]
TASK = "vn.tiendo.task.registered.v1"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh repository with everything that belongs there."""
    write(tmp_path, artefacts())
    (tmp_path / EXAMPLES).mkdir()
    for name in CATALOGUE:
        (tmp_path / EXAMPLES / f"{name}.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_what_is_committed_is_what_the_catalogue_says() -> None:
    assert stale(ROOT, artefacts()) == []
    assert broken_promises(ROOT) == []
    assert missing_examples(ROOT) == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_catalogue_gives_the_same_bytes_in_every_process(copy: Path, seed: str) -> None:
    script = (
        "import sys; from pathlib import Path; from shared.events.generate import artefacts, write;"
        "print(write(Path(sys.argv[1]), artefacts()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(copy)],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_check_is_silent_where_all_is_well(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], copy) == 0
    assert capsys.readouterr() == ("", "")


def test_check_shows_what_is_stale_and_generate_repairs_it(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = copy / "docs/events.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# Events", "# Happenings"), encoding="utf-8")
    assert main(["check"], copy) == 1
    told = capsys.readouterr().err
    assert "python -m shared.events generate" in told
    assert "-# Happenings" in told
    assert "+# Events" in told
    assert main(["generate"], copy) == 0
    assert capsys.readouterr().out == "wrote docs/events.md\n"
    assert main(["check"], copy) == 0


def test_check_names_a_file_that_is_missing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "docs/asyncapi.json").unlink()
    assert main(["check"], copy) == 1
    assert "docs/asyncapi.json" in capsys.readouterr().err


def test_check_names_a_type_without_an_example(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / EXAMPLES / f"{TASK}.json").unlink()
    assert main(["check"], copy) == 1
    assert TASK in capsys.readouterr().err


@pytest.mark.parametrize("action", ["check", "generate"])
def test_a_broken_promise_is_refused_and_nothing_is_written(
    copy: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    path = copy / SCHEMAS / f"{TASK}.json"
    promised = json.loads(path.read_text(encoding="utf-8"))
    promised["$defs"]["TaskSnapshot"]["properties"]["promised"] = {"type": "string", "default": ""}
    path.write_text(json.dumps(promised), encoding="utf-8")
    before = path.read_bytes()
    assert main([action], copy) == 1
    told = capsys.readouterr().err
    assert f"{TASK} $.data.after.promised: removed" in told
    assert "new version" in told
    assert path.read_bytes() == before


def test_a_type_may_not_leave_the_catalogue(copy: Path) -> None:
    rest = {name: kind for name, kind in CATALOGUE.items() if name != TASK}
    assert broken_promises(copy, rest) == [f"{TASK}: no longer in the catalogue"]


def test_a_schema_that_is_no_json_is_named(copy: Path) -> None:
    (copy / SCHEMAS / f"{TASK}.json").write_text("<<<<<<< HEAD", encoding="utf-8")
    assert [fault for fault in broken_promises(copy) if TASK in fault and "not JSON" in fault]


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=CATALOGUE)
def test_the_page_tells_everything_about_a_type(kind: EventType) -> None:
    page = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    section = page.partition(f"## {kind.name}\n")[2].partition("\n## ")[0]
    for told in (kind.occurs, kind.occurs_vi, kind.subject, kind.producer, *kind.consumers):
        assert told in section
    for room in (SCHEMAS, EXAMPLES):
        assert f"(../{room}/{kind.name}.json)" in section


def test_every_field_of_every_contract_is_explained() -> None:
    for kind in CATALOGUE.values():
        schema = json.loads((ROOT / SCHEMAS / f"{kind.name}.json").read_text(encoding="utf-8"))
        for name, definition in schema["$defs"].items():
            unexplained = [field for field, s in definition.get("properties", {}).items() if not s.get("description")]
            assert unexplained == [], name


def test_asyncapi_says_how_each_type_travels() -> None:
    document = json.loads((ROOT / "docs/asyncapi.json").read_text(encoding="utf-8"))
    assert document["asyncapi"] == "3.0.0"
    channel = document["channels"]["tiendo.tasks.v1"]
    assert channel["address"] == channel["bindings"]["kafka"]["topic"] == "tiendo.tasks.v1"
    assert set(channel["messages"]) == set(CATALOGUE)
    for name, message in document["components"]["messages"].items():
        assert message["contentType"] == CONTENT_TYPE
        assert message["headers"]["properties"]["content-type"]["const"] == CONTENT_TYPE
        assert message["bindings"]["kafka"]["key"]["description"] == "The tenant"
        assert (ROOT / "docs" / message["payload"]["schema"]["$ref"]).resolve() == ROOT / SCHEMAS / f"{name}.json"


def test_asyncapi_says_who_sends_and_who_hears() -> None:
    operations = json.loads((ROOT / "docs/asyncapi.json").read_text(encoding="utf-8"))["operations"]
    for service in ("notifications", "reporting", "gateway"):
        heard = {reference["$ref"].rpartition("/")[2] for reference in operations[f"{service}-hears"]["messages"]}
        assert heard == {name for name, kind in CATALOGUE.items() if service in kind.consumers}
    assert operations["tasks-sends"]["action"] == "send"
    assert len(operations["tasks-sends"]["messages"]) == len(CATALOGUE)


def test_another_topic_gets_its_own_channel(tmp_path: Path) -> None:
    moved = {**CATALOGUE, TASK: replace(CATALOGUE[TASK], topic="tiendo.other.v1", producer="reporting")}
    document = json.loads(artefacts(moved)[Path("docs/asyncapi.json")])
    assert set(document["channels"]["tiendo.other.v1"]["messages"]) == {TASK}
    assert TASK not in document["channels"]["tiendo.tasks.v1"]["messages"]
    assert "reporting-sends" in document["operations"]
