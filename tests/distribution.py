"""Who runs what where several processes run the tests: a file goes to one of them, and so do all that share real servers."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

_SHARED = ("tests/scenarios/", "kafka+mongo")
"""The folder of the tests that share one installation, and the name of its stack in their ids."""


class ByFile(LoadFileScheduling):
    """Files with most tests first; what shares an installation is one piece."""

    def _split_scope(self, nodeid: str) -> str:
        folder, stack = _SHARED
        shared = nodeid.startswith(folder) and f"[{stack}" in nodeid
        return f"{folder} on {stack}" if shared else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None
