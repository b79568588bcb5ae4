"""Scenarios of the programme through the gateway, with the sample provinces.

All run on the embedded stack, one installation for all tests of a module, with the settings of the module's `ENVIRONMENT`.
Those that are marked `on_real_servers` run on Apache Kafka and a MongoDB-wire server too, where one installation serves them
all, in the order of their files: they look at what they did themselves, and at nothing that one before them changes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stacks.installed import EMBEDDED, KAFKA_MONGO, Api, clients, installed
from tests.stacks.samples import running_with_samples
from tests.stacks.tiendo import Tiendo


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "tiendo" in metafunc.fixturenames:
        chosen = metafunc.definition.get_closest_marker("on_real_servers")
        metafunc.parametrize("tiendo", [EMBEDDED, KAFKA_MONGO] if chosen else [EMBEDDED], indirect=True, scope="module")


@pytest.fixture(scope="session")
def on_real_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiendo]:
    """One for a run: tests/distribution.py gives all who ask for it to one worker."""
    with installed("kafka+mongo", tmp_path_factory) as one:
        yield one


@pytest.fixture(scope="module")
def tiendo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, directory_of_the_run: Path
) -> Iterator[Tiendo]:
    if request.param == "embedded":
        environment = getattr(request.module, "ENVIRONMENT", None)
        data = tmp_path_factory.mktemp("tiendo") / "data"
        with running_with_samples(data, directory_of_the_run, environment) as one:
            yield one
    else:
        yield request.getfixturevalue("on_real_servers")


@pytest.fixture
def api(tiendo: Tiendo) -> Iterator[Api]:
    with clients(tiendo) as api:
        yield api
