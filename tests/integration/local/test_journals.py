"""`verify` and `token` on the store of the tasks service, with and without somebody writing to it."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.local import keys
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal
from deploy.local.tokens import Request, bearer
from deploy.local.verify import verify_journals
from shared.messaging import CURSORS, JOURNAL, Journal
from shared.storage import Store, connect
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("TIENDO_STORE_URL", raising=False)


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    made = DataDirectory(tmp_path / "data")
    made.create()
    return made


@pytest.fixture
async def store(directory: DataDirectory) -> AsyncIterator[Store]:
    """As the tasks service holds it open: two provinces with three and two events."""
    opened = connect(directory.store_url(), "tasks")
    await opened.open([JOURNAL, CURSORS])
    await Journal(opened).append(NGHE_AN, drafts(3))
    await Journal(opened).append(NINH_THUAN, drafts(2, NINH_THUAN))
    yield opened
    await opened.close()


def tamper(directory: DataDirectory, statement: str) -> None:
    """As somebody with the file could."""
    connection = sqlite3.connect(directory.stores / "tasks.db")
    with connection:
        changed = connection.execute(statement).rowcount
    connection.close()
    assert changed > 0


async def test_a_sound_journal_is_shown_with_its_length_and_head(
    directory: DataDirectory, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify_journals(directory, None) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    heads = [(await Journal(store).head(tenant)).hash for tenant in (NGHE_AN, NINH_THUAN)]
    assert lines == [
        ["nghe-an", "3", "events", "sound", heads[0]],
        ["ninh-thuan", "2", "events", "sound", heads[1]],
    ]


async def test_one_tenant_is_checked_alone(
    directory: DataDirectory, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify_journals(directory, "ninh-thuan") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["ninh-thuan"]


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("DELETE FROM journal WHERE tenant = 'nghe-an' AND id = '000000000002'", 2),
        ("UPDATE journal SET _body = replace(_body, 'Tư pháp', 'Tài chính') WHERE id = '000000000003'", 3),
    ],
)
async def test_a_journal_that_was_touched_is_named_with_the_first_wrong_number(
    directory: DataDirectory, store: Store, statement: str, first_bad: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(directory, statement)
    assert await verify_journals(directory, None) == 1
    (broken, sound) = capsys.readouterr().out.splitlines()
    assert f"BROKEN at sequence {first_bad}: " in broken
    assert "sound" in sound


async def test_before_the_first_event_there_is_nothing_to_check(
    directory: DataDirectory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify_journals(directory, None) == 0
    assert capsys.readouterr().out == "there are no events yet\n"


async def test_an_unknown_tenant_is_answered_with_the_known_ones(directory: DataDirectory, store: Store) -> None:
    for attempt in (verify_journals(directory, "hue"), bearer(directory, Request("hue", "chairman", None, 1))):
        with pytest.raises(Refusal, match="no tenant 'hue'; there are: central, nghe-an, ninh-thuan"):
            await attempt


async def test_a_token_is_printed_for_a_known_tenant(directory: DataDirectory, store: Store) -> None:
    keys.create_missing(directory.keys)
    assert (await bearer(directory, Request("nghe-an", "chairman", None, 1))).count(".") == 2


async def test_the_first_operator_can_act_before_any_tenant_exists(directory: DataDirectory) -> None:
    keys.create_missing(directory.keys)
    assert await bearer(directory, Request("central", "ops", None, 1))


async def test_without_keys_the_first_start_is_asked_for(directory: DataDirectory) -> None:
    with pytest.raises(Refusal, match=r"there are no keys in .*run \./tiendo up --data "):
        await bearer(directory, Request("central", "ops", None, 1))


async def test_a_store_that_cannot_be_read_is_said_in_one_line(directory: DataDirectory) -> None:
    (directory.stores / "tasks.db").write_bytes(b"this is not a database, it only looks like a file" * 100)
    with pytest.raises(Refusal, match="the store of tasks cannot be read"):
        await verify_journals(directory, None)
