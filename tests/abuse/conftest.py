"""One embedded installation per module, with tenants that have a little of everything."""

from collections.abc import Iterator

import pytest

from tests.abuse.town import Town, settled
from tests.stacks.tiendo import running


@pytest.fixture(scope="module")
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A module may name its `ENVIRONMENT`: settings that all services get."""
    environment = getattr(request.module, "ENVIRONMENT", {})
    with (
        running(tmp_path_factory.mktemp("abuse"), demo=False, environment=environment) as tiendo,
        settled(tiendo) as made,
    ):
        yield made
