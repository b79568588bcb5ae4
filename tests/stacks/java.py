"""Java programs from Maven Central, downloaded once into `.cache/tiendo-stacks` (TIENDO_CACHE names another place)."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_DOWNLOAD_SECONDS = 900


class StackUnavailable(Exception):
    """This machine cannot run the server; the message says what is missing."""


def class_path(folder: Path) -> str:
    """What `java -cp` needs for the `pom.xml` and the Java sources of a folder. Raises StackUnavailable."""
    tools = {tool: _tool(tool) for tool in ("java", "javac", "mvn")}
    sources = sorted(folder.glob("*.java"))
    recipe = sha256(b"".join(path.read_bytes() for path in (folder / "pom.xml", *sources))).hexdigest()[:16]
    place = _cache() / f"{folder.name}-{recipe}"
    with _only_one(place.with_suffix(".lock")):
        if not place.exists():
            _build(tools, folder, sources, place)
    return f"{place / 'lib'}/*{os.pathsep}{place / 'classes'}"


def _build(tools: dict[str, str], folder: Path, sources: list[Path], place: Path) -> None:
    """Built beside its place and moved there whole, so that a build that was cut off is never used."""
    workshop = place.with_suffix(".part")
    shutil.rmtree(workshop, ignore_errors=True)
    (workshop / "classes").mkdir(parents=True)
    copy = ["dependency:copy-dependencies", f"-DoutputDirectory={workshop / 'lib'}", "-DincludeScope=runtime"]
    _run([tools["mvn"], "-q", "-B", "-f", str(folder / "pom.xml"), *copy])
    if sources:
        libraries = f"{workshop / 'lib'}/*"
        _run([tools["javac"], "-cp", libraries, "-d", str(workshop / "classes"), *map(str, sources)])
    workshop.rename(place)


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_DOWNLOAD_SECONDS, check=False)
    except subprocess.TimeoutExpired as problem:
        raise StackUnavailable(f"{command[0]} took longer than {_DOWNLOAD_SECONDS} s") from problem
    if done.returncode:
        raise StackUnavailable(f"{' '.join(command[:4])} failed: {(done.stdout + done.stderr)[-500:]}")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise StackUnavailable(f"{name} is not installed (JDK 17 and Maven are needed)")
    return found


def _cache() -> Path:
    place = Path(os.environ.get("TIENDO_CACHE", _ROOT / ".cache")).absolute() / "tiendo-stacks"
    place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Test processes that start together download once."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
