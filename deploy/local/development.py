"""What developers run: every check and every test, the benchmarks, the chaos program, and the making of the locks."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn

from deploy.local import PROJECT
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
    strict = ["-p", "deploy.local.nothing_skipped"] if os.environ.get("TIENDO_CI") else []
    return _python("-m", "pytest", *strict, *_WORKERS, *arguments)


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
    for name, constraints in (("runtime", []), ("dev", ["--constraints", "runtime.lock"])):
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
