"""Builds the web application into the environment, once for each state of its sources. Needs the network the first time.

Without it everything but the pages works: the gateway shows its start page.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.local import PROJECT
from deploy.local.language import say

SOURCES = PROJECT / "web"
_LOCK = PROJECT / "requirements/web.lock"
_MADE = ("node_modules", "static", "__pycache__", "schema.d.ts", "build", "dist")
_PIP = ("-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--no-deps")


def ensure(environment: Mapping[str, str] = os.environ) -> None:
    """Leaves the application as its sources are, or says why not; never stands in the way of what else is to run."""
    if environment.get("SKIP_UI_BUILD") == "1" or not SOURCES.is_dir():
        return
    place = Path(sys.prefix) / "tiendo"
    try:
        place.mkdir(exist_ok=True)
        with (place / "web.mutex").open("w") as mutex:
            fcntl.flock(mutex, fcntl.LOCK_EX)
            _ensure(place)
    except OSError as error:
        _report(f"chưa dựng được giao diện web: {error}", f"the web application was not built: {error}")


def _ensure(place: Path) -> None:
    wanted, stamp = state(), place / "web.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _report(
        "đang dựng giao diện web (một lần, dưới một phút)", "building the web application (once, less than a minute)"
    )
    log = place / "web.log"
    if _build(place / "web", log):
        stamp.write_text(wanted)
    else:
        _report(
            f"chưa dựng được giao diện web (nhật ký: {log}); API vẫn chạy, lần sau sẽ thử lại",
            f"the web application was not built (log: {log}); the API works all the same, the next start tries again",
        )


def state() -> str:
    """A digest of everything that the application is made from."""
    digest = hashlib.sha256(_LOCK.read_bytes())
    for file in sorted(_files(SOURCES)):
        digest.update(str(file.relative_to(SOURCES)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in _MADE:
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def tools(place: Path, log: Path) -> bool:
    """What builds lies apart, so that nothing of it is there when services run. False: it could not be had."""
    have = place / "web.lock"
    if have.exists() and have.read_bytes() == _LOCK.read_bytes():
        return True
    pinned = ("--require-hashes", "--only-binary=:all:", "--upgrade", f"--target={place}", f"--requirement={_LOCK}")
    if not _runs([*_PIP, *pinned], log):
        return False
    have.write_bytes(_LOCK.read_bytes())
    return True


def _build(place: Path, log: Path) -> bool:
    log.write_bytes(b"")
    offline = ("--no-build-isolation", "--no-index", "--force-reinstall")
    return tools(place, log) and _runs([*_PIP, *offline, str(SOURCES)], log, place)


def _runs(arguments: list[str], log: Path, tools: Path | None = None) -> bool:
    environment = {**os.environ, **({"PYTHONPATH": str(tools)} if tools else {})}
    with log.open("ab") as output:
        command = [sys.executable, *arguments]
        return subprocess.run(command, stdout=output, stderr=output, env=environment, check=False).returncode == 0


def _report(vi: str, en: str) -> None:
    print(f"tiendo: {say(vi, en)}", file=sys.stderr, flush=True)
