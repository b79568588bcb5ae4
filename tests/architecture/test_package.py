"""What an installed Tiendo reads beside its code is part of the package."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CODE = ("services", "shared", "deploy/local")
NOT_DATA = {".py", ".pyc", ".md"}


def test_every_file_that_is_no_code_is_declared_as_data() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {
        file
        for package, patterns in declared.items()
        for pattern in patterns
        for file in PROJECT.joinpath(*package.split(".")).glob(pattern)
        if file.is_file()
    }
    found = {file for folder in CODE for file in (PROJECT / folder).rglob("*") if file.is_file()}
    assert packed == {file for file in found if file.suffix not in NOT_DATA}
