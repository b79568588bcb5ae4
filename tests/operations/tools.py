"""The programs that judge the configuration. `python tests/operations/install.py` brings them."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache" / "tiendo-tools"


def tool(name: str) -> str:
    """Where the program is. Without it the test is skipped, and fails where TIENDO_CI is set."""
    found = shutil.which(name, path=os.pathsep.join((str(FOLDER), os.environ.get("PATH", ""))))
    return found or missing(name)


def file(name: str) -> Path:
    """A file that the installation brings, under the same rule."""
    found = FOLDER / name
    return found if found.exists() else missing(name)


def missing(name: str) -> NoReturn:
    reason = f"{name} is not here; `python tests/operations/install.py` brings it"
    if os.environ.get("TIENDO_CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def run(command: Sequence[str | Path]) -> str:
    """What the program printed; its complaint is the test's failure."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
