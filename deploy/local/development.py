"""What developers run: every check and every test, the benchmarks, the chaos program, and the making of the locks."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from deploy.local import PROJECT, web
from deploy.local.language import Refusal

_GENERATED = ["-m", "shared.events", "check"]
_CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"]),
    ("generated files", _GENERATED),
)
_WORKERS = ("--numprocesses", "2", "--dist", "loadfile")  # much of the time is spent waiting for servers
_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has a name that nobody can guess
_ROOM = 4 << 30
_COMPILE = (
    *("pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url", "--no-header"),
    *("--universal", "--python-version", "3.11"),
)


def test(arguments: Sequence[str]) -> int:
    """Every static check, then one pytest run over everything or over what the arguments name."""
    failed = [name for name, command in _CHECKS if not _passes(name, command)]
    if failed:
        names = ", ".join(failed)
        raise Refusal(f"chưa đạt: {names}", f"failed: {names}; the tests were not run")
    web.ensure()
    strict = ["-p", "deploy.local.nothing_skipped"] if os.environ.get("TIENDO_CI") else []
    with _place_of_files(_MEMORY) as place:
        return _python("-m", "pytest", *strict, *_WORKERS, *place, *arguments)


@contextlib.contextmanager
def _place_of_files(memory: Path) -> Iterator[Sequence[str]]:
    """In memory where there is plenty: stores wait for the disk with each command, and there it answers at once."""
    if not memory.is_dir() or shutil.disk_usage(memory).free < _ROOM:
        yield ()
        return
    with tempfile.TemporaryDirectory(prefix="tiendo-tests-", dir=memory, ignore_cleanup_errors=True) as directory:
        # A last `--basetemp` counts: who wants to look at what a failed test left behind names a place that stays.
        yield ("--basetemp", f"{directory}/files")


def bench(arguments: Sequence[str]) -> int:
    """Raises Refusal for a name that is not one of benchmarks/."""
    names = sorted(file.stem for file in (PROJECT / "benchmarks").glob("[!_]*.py"))
    if not arguments or arguments[0] not in names:
        choice = ", ".join(names) or "-"
        raise Refusal(
            f"hãy chọn phép đo: ./tiendo bench TÊN; đang có: {choice}",
            f"name one: ./tiendo bench NAME; there are: {choice}",
        )
    return _python("-m", f"benchmarks.{arguments[0]}", *arguments[1:])


def chaos(arguments: Sequence[str]) -> NoReturn:
    """In this very process, for Ctrl-C belongs to it alone: it then heals, judges and reports what there is."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    os.chdir(PROJECT)
    os.execve(sys.executable, [sys.executable, "-m", "tests.chaos", *arguments], environment)  # noqa: S606


def lock() -> int:
    """Pins with hashes and without addresses; the tests run on exactly the versions of the runtime."""
    locks = PROJECT / "requirements"
    for name, constraints in (("runtime", []), ("dev", ["--constraints", "runtime.lock"]), ("web", [])):
        command = ["-m", "uv", *_COMPILE, *constraints, f"{name}.in", "--output-file", f"{name}.lock"]
        code = subprocess.run([sys.executable, *command], cwd=locks, check=False).returncode
        if code:
            return code
    return 0


def _passes(name: str, command: Sequence[str]) -> bool:
    print(f"── {name}", flush=True)
    return _python(*command) == 0


def _python(*command: str) -> int:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run([sys.executable, *command], cwd=PROJECT, env=environment, check=False).returncode
