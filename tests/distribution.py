"""Where several processes run the tests: who runs what, and how their collectors of memory are spared."""

import gc
import re
from collections.abc import Generator

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

_SHARING = re.compile(r"(tests/scenarios)/.*\[(shared|kafka\+mongo)\b")
"""Tests that share an installation: their folder, and what the installation is called in their ids."""


def piece_of(test: str) -> str:
    """The name of what goes to one process as a whole: a file, or all tests that share an installation."""
    sharing = _SHARING.match(test)
    return " ".join(sharing.groups()) if sharing else test.split("::", 1)[0]


class InPieces(LoadFileScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Pieces with most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InPieces | None:
    return InPieces(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay until the end: they are not searched for garbage while they are made, nor in every test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
