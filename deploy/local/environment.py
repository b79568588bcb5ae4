"""Makes the Python environment that everything runs in. The launcher runs this file with a bare interpreter.

Standard library only, and nothing else of the project: none of it can be imported yet.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

IDENTITY = "import sys; print(sys.version, sys.base_prefix)"
OURS = "tiendo"  # the folder inside the environment that holds stamps, the log and the mutex


class CannotInstall(Exception):
    """One line that says what stands in the way and what to do."""


def say(vi: str, en: str) -> str:
    """The reader's language; deploy.local.language holds the same rule for everything later."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return vi if locale.startswith("vi") else en


def prepare(environment: Path, locks: Path, lock: str) -> None:
    """Brings the environment to the state that the lock file describes. Raises CannotInstall.

    Two at once: the second waits, then finds the work done. Interrupted: no stamp was written, so the next run repeats it.
    """
    _claim(environment)
    with _alone(environment / OURS / "mutex"):
        if _is_made_by_other_python(environment):
            _remove(environment)
        if not _stamped(environment, locks, lock):
            _install(environment, locks, lock)


def _claim(environment: Path) -> None:
    """Marks the directory as ours; refuses one that holds somebody's files."""
    try:
        mine = not environment.exists() or not any(environment.iterdir())
        if not mine and not (environment / "pyvenv.cfg").exists() and not (environment / OURS).exists():
            raise CannotInstall(
                say(
                    f"{environment} không phải là môi trường Python: hãy đặt TIENDO_ENV vào thư mục trống hoặc mới",
                    f"{environment} is not a Python environment: set TIENDO_ENV to an empty or new directory",
                )
            )
        (environment / OURS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotInstall(
            say(
                f"không ghi được {environment} ({error.strerror}): hãy đặt TIENDO_ENV vào thư mục ghi được",
                f"cannot write {environment} ({error.strerror}): set TIENDO_ENV to a directory that you may write",
            )
        ) from error


@contextmanager
def _alone(mutex: Path) -> Iterator[None]:
    """The kernel frees the lock of a killed process, so no stale lock is ever left."""
    with mutex.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("đang chờ một lần cài đặt khác kết thúc", "waiting for another installation to end")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _stamped(environment: Path, locks: Path, lock: str) -> bool:
    stamp = environment / OURS / lock
    return (
        os.access(environment / "bin/python", os.X_OK)
        and stamp.exists()
        and stamp.read_bytes() == (locks / lock).read_bytes()
    )


def _is_made_by_other_python(environment: Path) -> bool:
    """Only somebody who asks for an interpreter gets an existing environment replaced."""
    if not os.environ.get("TIENDO_PYTHON") or not (environment / "bin/python").exists():
        return False
    made_by = subprocess.run(
        [environment / "bin/python", "-I", "-c", IDENTITY], capture_output=True, text=True, check=False
    )
    return made_by.stdout.strip() != f"{sys.version} {sys.base_prefix}".strip()


def _remove(environment: Path) -> None:
    """Everything but our own folder, which holds the mutex."""
    for entry in environment.iterdir():
        if entry.name == OURS:
            for stamp in entry.glob("*.lock"):
                stamp.unlink()
        elif entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _install(environment: Path, locks: Path, lock: str) -> None:
    report(
        f"đang cài môi trường vào {environment} (một lần, khoảng một phút)",
        f"installing the environment in {environment} (once, about a minute)",
    )
    for stamp in (environment / OURS).glob("*.lock"):
        stamp.unlink()
    log = environment / OURS / "install.log"
    with log.open("wb") as output:
        python = environment / "bin/python"
        if not _runs([python, "-I", "-m", "pip", "--version"], output):
            _remove(environment)
            _run([sys.executable, "-I", "-m", "venv", environment], output, log)
        _run([python, "-I", "-m", "pip", *_pip_arguments(locks / lock)], output, log)
    for name in sorted({lock, "runtime.lock"}):  # dev.lock holds everything of runtime.lock, at the same versions
        _stamp(environment, locks / name)


def _pip_arguments(lock: Path) -> list[str]:
    return [
        "install",
        "--require-hashes",
        "--no-deps",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar=off",
        f"--requirement={lock}",
    ]


def _runs(command: list[str | Path], output: BinaryIO) -> bool:
    try:
        return subprocess.run(command, stdout=output, stderr=output, check=False).returncode == 0
    except OSError:
        return False


def _run(command: list[str | Path], output: BinaryIO, log: Path) -> None:
    if not _runs(command, output):
        last = next((line for line in reversed(log.read_text(errors="replace").splitlines()) if line.strip()), "")
        raise CannotInstall(
            say(
                f"cài đặt không thành công: {last} (toàn bộ: {log}); hãy kiểm tra mạng hoặc PIP_INDEX_URL rồi chạy lại",
                f"installation failed: {last} (all of it: {log}); check the network or PIP_INDEX_URL and run it again",
            )
        )


def _stamp(environment: Path, lock: Path) -> None:
    written = environment / OURS / f"{lock.name}.new"
    shutil.copyfile(lock, written)
    written.replace(environment / OURS / lock.name)


def report(vi: str, en: str) -> None:
    print(f"tiendo: {say(vi, en)}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """`environment.py ENVIRONMENT LOCKS_DIRECTORY LOCK_NAME`."""
    environment, locks, lock = arguments
    try:
        prepare(Path(environment), Path(locks), lock)
    except CannotInstall as error:
        report(str(error), str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
