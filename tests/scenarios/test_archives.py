"""A province is put into a file while everybody works, and goes on from it on another installation."""

import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.waiting import until
from tests.scenarios.talking import overview, seen
from tests.stacks.tiendo import Tiendo

PROVINCE = "ninh-thuan"
_MOVING = ("as_of", "known_at", "stale_since", "head", "sequence", "unread")


@pytest.fixture(scope="module")
def archive(tiendo: Tiendo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("archive") / "ninh-thuan.tar.gz"
    told = tiendo.run("export", "--tenant", PROVINCE, "--out", str(out))
    assert told.returncode == 0, told.stdout + told.stderr
    return out


def _figures(tiendo: Tiendo, after: int) -> dict[str, Any]:
    with tiendo.client(PROVINCE, "standing_officer", "NT-CA") as client:
        board = overview(client, PROVINCE, after, as_of="2026-01-01")
    return {name: value for name, value in board.items() if name not in _MOVING}


def _notices(tiendo: Tiendo) -> list[str]:
    with tiendo.client(PROVINCE, "unit_head", "NT-STTTT") as client:
        return [item["title_vi"] for item in seen(client, f"/v1/{PROVINCE}/inbox", limit=200)["items"]]


def test_a_restored_province_has_the_same_figures_and_notices(tiendo: Tiendo, archive: Path, tmp_path: Path) -> None:
    """FR-X-09: what happened leaves the system whole and can be proved: digests, the chain, and the figures that follow."""
    other = Tiendo(tmp_path / "other", demo=False)
    told = other.run("restore", str(archive))
    assert told.returncode == 0, told.stdout + told.stderr
    head = int(told.stdout.split(" events")[0].split()[-1].replace(",", ""))
    again = other.run("restore", str(archive))
    assert (again.returncode, "before" in again.stdout) == (0, True)
    verified = other.run("verify", "--tenant", PROVINCE)
    assert (verified.returncode, "sound" in verified.stdout) == (0, True), verified.stdout + verified.stderr
    other.start()
    try:
        assert _figures(other, head) == _figures(tiendo, head)
        until(lambda: len(_notices(other)) == len(_notices(tiendo)))
        assert _notices(other) == _notices(tiendo)
        refused = other.run("restore", str(_older(archive, tmp_path)))
        assert (refused.returncode, "other data" in refused.stderr) == (1, True), refused.stderr
    finally:
        other.stop()


def _older(archive: Path, folder: Path) -> Path:
    """The same content with a manifest of its own."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "again", filter="data")
    manifest = folder / "again" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    return folder / "again"


def test_a_damaged_file_is_refused(tiendo: Tiendo, archive: Path, tmp_path: Path) -> None:
    """FR-X-09: an altered export is noticed before anything is written."""
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(archive.read_bytes()[:-2000])
    told = Tiendo(tmp_path / "other", demo=False).run("restore", str(damaged))
    assert (told.returncode, "damaged" in told.stderr) == (1, True), told.stderr
    there = tiendo.run("export", "--tenant", PROVINCE, "--out", str(archive))
    assert there.returncode == 1
    nobody = tiendo.run("export", "--tenant", "nobody", "--out", str(tmp_path / "nobody.tar"))
    assert (nobody.returncode, "no event" in nobody.stderr) == (1, True)
