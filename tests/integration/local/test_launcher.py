"""`./tiendo` from a bare interpreter: a copy of it with locks of one tiny wheel, in a path with spaces, off the network."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.local import PROJECT
from deploy.local.status import NOTHING_RUNS

SECONDS = 120
INTERPRETER = sys._base_executable  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Copy:
    """A copied project; `python` is what TIENDO_PYTHON would say, empty for the launcher's own choice."""

    root: Path

    @property
    def environment(self) -> Path:
        return self.root / ".venv"

    @property
    def log(self) -> Path:
        return self.environment / "tiendo/install.log"

    def lock(self, digest: str) -> None:
        (self.root / "requirements/runtime.lock").write_text(f"pebble==1.0 --hash=sha256:{digest}\n")

    def variables(self, **more: str) -> dict[str, str]:
        search = f"{Path(INTERPRETER).parent}:/usr/bin:/bin"
        wheels = (self.root / "wheels").as_uri()
        return {
            "PATH": search,
            "HOME": str(self.root),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": wheels,
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def start(self, *arguments: str, program: Path | None = None, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [program or self.root / "tiendo", *arguments],
            cwd="/",
            env=self.variables(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, program: Path | None = None, **more: str) -> tuple[int, str, str]:
        """Exit code, output, errors."""
        with self.start(*arguments, program=program, **more) as process:
            output, errors = process.communicate(timeout=SECONDS)
        return process.returncode, output, errors


def make_wheel(folder: Path) -> str:
    """A package of one module; returns its SHA-256."""
    folder.mkdir()
    wheel = folder / "pebble-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pebble.py", "")
        archive.writestr("pebble-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n")
        archive.writestr("pebble-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("pebble-1.0.dist-info/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Never started."""
    root = tmp_path_factory.mktemp("a project") / "tiến độ"
    (root / "deploy").mkdir(parents=True)
    (root / "requirements").mkdir()
    shutil.copy2(PROJECT / "tiendo", root / "tiendo")
    shutil.copytree(PROJECT / "deploy/local", root / "deploy/local", ignore=shutil.ignore_patterns("__pycache__"))
    copy = Copy(root)
    copy.lock(make_wheel(root / "wheels"))
    (root / "requirements/dev.lock").write_text("")
    return copy


@pytest.fixture(scope="module")
def installed(pristine: Copy) -> Copy:
    """Two first starts at once, which is the hardest way to be installed."""
    first, second = pristine.start("status"), pristine.start("status")
    for process in (first, second):
        _, errors = process.communicate(timeout=SECONDS)
        assert process.returncode == NOTHING_RUNS, errors
    return pristine


@pytest.fixture
def broken(pristine: Copy, tmp_path: Path) -> Copy:
    """Another copy, for tests that leave one in a bad state."""
    return Copy(Path(shutil.copytree(pristine.root, tmp_path / "copy", ignore=shutil.ignore_patterns(".venv"))))


@pytest.fixture
def broken_later(installed: Copy, tmp_path: Path) -> Copy:
    """Another copy that had been installed."""
    return Copy(Path(shutil.copytree(installed.root, tmp_path / "copy", symlinks=True)))


def test_two_first_starts_at_once_install_once(installed: Copy) -> None:
    assert installed.log.read_text().count("Successfully installed pebble-1.0") == 1


def test_the_next_start_installs_nothing_and_says_nothing_about_it(installed: Copy) -> None:
    before = installed.log.stat().st_mtime_ns
    code, output, errors = installed.run("status")
    assert (code, errors) == (NOTHING_RUNS, "")
    assert "nothing runs on" in output
    assert installed.log.stat().st_mtime_ns == before


def test_it_works_through_a_link_from_anywhere(installed: Copy, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "inner").symlink_to(installed.root / "tiendo")
    (tmp_path / "bin/tiendo").symlink_to("../inner")
    code, output, _ = installed.run("status", program=tmp_path / "bin/tiendo")
    assert code == NOTHING_RUNS
    assert f"nothing runs on {installed.root / '.tiendo'}" in output


def test_a_changed_lock_is_installed(installed: Copy) -> None:
    lock = installed.root / "requirements/runtime.lock"
    lock.write_text(f"# again\n{lock.read_text()}")
    code, _, errors = installed.run("status")
    assert code == NOTHING_RUNS
    assert "installing the environment" in errors
    assert installed.run("status")[2] == ""


def test_the_interpreter_that_is_asked_for_keeps_an_environment_that_it_made(installed: Copy, tmp_path: Path) -> None:
    same = tmp_path / "python"
    same.write_text(f'#!/bin/sh\nexec "{INTERPRETER}" "$@"\n')
    same.chmod(0o755)
    assert installed.run("status", TIENDO_PYTHON=str(same))[::2] == (NOTHING_RUNS, "")


def test_the_interpreter_that_is_asked_for_replaces_an_environment_of_another_one(broken_later: Copy) -> None:
    python = broken_later.environment / "bin/python"
    python.unlink()
    python.write_text("#!/bin/sh\necho 3.99.0 /elsewhere\n")
    python.chmod(0o755)
    assert broken_later.run("status", TIENDO_PYTHON=INTERPRETER)[0] == NOTHING_RUNS
    assert python.is_symlink()


def test_help_needs_no_environment(broken: Copy) -> None:
    code, output, _ = broken.run("--help")
    assert code == 0
    assert "usage: ./tiendo" in output
    assert not broken.environment.exists()


def test_a_package_with_another_hash_is_not_installed(broken: Copy) -> None:
    broken.lock("0" * 64)
    code, _, errors = broken.run("status")
    assert code == 1
    assert "installation failed" in errors.splitlines()[-1]
    assert not (broken.environment / "tiendo/runtime.lock").exists()


def test_an_interrupted_installation_is_repeated(broken: Copy) -> None:
    with broken.start("status") as process:
        deadline = time.monotonic() + SECONDS
        while not (broken.environment / "bin").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
        os.killpg(process.pid, signal.SIGKILL)
    code, _, errors = broken.run("status")
    assert code == NOTHING_RUNS, errors
    assert (broken.environment / "tiendo/runtime.lock").exists()


def test_an_environment_whose_python_is_gone_is_made_again(broken_later: Copy) -> None:
    (broken_later.environment / "bin/python").unlink()
    assert broken_later.run("status")[0] == NOTHING_RUNS


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        ("exit 3", "is older than 3.11: install Python 3.11 or newer"),
        ("exit 4", "install the package python3-venv"),
        ("exit 127", "cannot run"),
    ],
)
def test_an_interpreter_that_will_not_do_is_named_in_one_line(broken: Copy, script: str, advice: str) -> None:
    python = broken.root / "python9"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    code, _, errors = broken.run("status", TIENDO_PYTHON=str(python))
    assert code == 1
    assert errors.count("\n") == 1
    assert str(python) in errors
    assert advice in errors
    assert not broken.environment.exists()


def test_a_machine_without_python_gets_one_line(broken: Copy, tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "readlink", "cmp"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    code, _, errors = broken.run("up", PATH=str(tmp_path))
    assert (code, errors.count("\n")) == (1, 1)
    assert "install Python 3.11 or newer" in errors


def test_it_speaks_vietnamese_where_the_locale_does(broken: Copy) -> None:
    _, _, errors = broken.run("up", TIENDO_PYTHON="/nowhere/python", LC_ALL="", LANG="vi_VN.UTF-8")
    assert "hãy cài Python 3.11 trở lên" in errors


@pytest.mark.parametrize("place", ["/proc/tiendo", "/dev/null/environment"])
def test_a_place_that_cannot_be_written_is_named_in_one_line(broken: Copy, place: str) -> None:
    code, _, errors = broken.run("status", TIENDO_ENV=place)
    assert (code, errors.count("\n")) == (1, 1)
    assert f"cannot write {place}" in errors
    assert "set TIENDO_ENV" in errors


def test_a_folder_with_files_of_somebody_is_not_made_an_environment(broken: Copy, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("my work")
    code, _, errors = broken.run("status", TIENDO_ENV=str(tmp_path))
    assert code == 1
    assert "is not a Python environment" in errors
    assert (tmp_path / "thesis.docx").read_text() == "my work"


def test_the_script_is_plain_posix_shell() -> None:
    dash = shutil.which("dash")
    if dash is None:
        pytest.skip("dash is not installed")
    subprocess.run([dash, "-n", PROJECT / "tiendo"], check=True)
