"""`verify`, `status` and the loader where the services run elsewhere: the environment names the servers."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.local import keys, loading
from deploy.local.datadir import DataDirectory
from deploy.local.status import status
from deploy.local.verify import verify_journals
from shared.messaging import CURSORS, JOURNAL, Journal
from shared.storage import Store, connect
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts

NOWHERE = DataDirectory(Path("/nowhere/tiendo"))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("TIENDO_STORE_URL", "TIENDO_STORE_URL_FILE", "TIENDO_KAFKA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Two provinces with three and two events."""
    opened = connect(f"sqlite://{tmp_path}", "tasks")
    await opened.open([JOURNAL, CURSORS])
    await Journal(opened).append(NGHE_AN, drafts(3))
    await Journal(opened).append(NINH_THUAN, drafts(2, NINH_THUAN))
    yield opened
    await opened.close()


@pytest.fixture(params=["TIENDO_STORE_URL", "TIENDO_STORE_URL_FILE"])
def named(request: pytest.FixtureRequest, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the store, by its URL or by a file that holds it."""
    file = tmp_path / "url"
    file.write_text(f"sqlite://{tmp_path}\n")
    monkeypatch.setenv(request.param, str(file) if request.param.endswith("_FILE") else f"sqlite://{tmp_path}")


@pytest.mark.usefixtures("named")
async def test_journals_are_verified_without_a_data_directory(capsys: pytest.CaptureFixture[str]) -> None:
    assert await verify_journals(NOWHERE, None) == 0
    lines = [line.split()[:4] for line in capsys.readouterr().out.splitlines()]
    assert lines == [["nghe-an", "3", "events", "sound"], ["ninh-thuan", "2", "events", "sound"]]


@pytest.mark.usefixtures("named")
async def test_status_shows_the_journals_of_the_named_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert await status(NOWHERE, as_json=False) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["store", "this", "machine", "answers"],
        ["tenant", "events", "published"],
        ["nghe-an", "3", "0"],
        ["ninh-thuan", "2", "0"],
    ]


@pytest.mark.usefixtures("named")
async def test_status_says_the_same_to_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert await status(NOWHERE, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["running"] is False
    assert said["servers"] == [{"name": "store", "host": "this machine", "complaint": ""}]
    assert said["journals"][0] == {"tenant": "nghe-an", "events": 3, "published": 0}


async def test_servers_that_do_not_answer_are_named_without_their_passwords(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIENDO_STORE_URL", "mongodb://tiendo:hidden@127.0.0.1:1/?serverSelectionTimeoutMS=100")
    monkeypatch.setenv("TIENDO_KAFKA", "127.0.0.1:1")
    assert await status(NOWHERE, as_json=False) == 1
    store, kafka = capsys.readouterr().out.splitlines()
    assert store.startswith("store            127.0.0.1  the store of tasks cannot be read (127.0.0.1:1: [Errno 111]")
    assert "no Kafka server answers at 127.0.0.1:1" in kafka
    assert "hidden" not in store + kafka


def test_sample_data_that_is_refused_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loading.main(["http://127.0.0.1:1", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"there are no keys in {tmp_path}/keys"
    assert not keys.public_keys(tmp_path).exists()
