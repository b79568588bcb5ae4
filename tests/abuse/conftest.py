"""One embedded installation per module, with tenants that have a little of everything."""

from collections.abc import Iterator

import pytest

from tests.abuse import hooks, mails
from tests.abuse.town import Town, settled
from tests.stacks.tiendo import Tiendo, running


@pytest.fixture(scope="module")
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A module may name its `ENVIRONMENT`: settings that all services get. Whatever is done, no service fails on it."""
    environment = {**hooks.ENVIRONMENT, **mails.ENVIRONMENT, **getattr(request.module, "ENVIRONMENT", {})}
    with running(tmp_path_factory.mktemp("abuse"), demo=False, environment=environment) as tiendo:
        with settled(tiendo) as made:
            yield made
        assert failures(tiendo) == []


def failures(tiendo: Tiendo) -> list[str]:
    """What services logged as their own failure."""
    logs = (tiendo.data / "run").glob("*.log")
    return [line for log in logs for line in log.read_text(errors="replace").splitlines() if '"level": "error"' in line]
