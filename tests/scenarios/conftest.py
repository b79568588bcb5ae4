"""Scenarios of the programme through the gateway, with the sample provinces; one installation for all tests of a module.

They run on the embedded stack, with the settings of the module's `ENVIRONMENT`; a module that says
`ON_REAL_SERVERS = True` runs on Apache Kafka and a MongoDB-wire server too.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stacks.installed import EMBEDDED, KAFKA_MONGO, Api, clients, installed
from tests.stacks.samples import running_with_samples
from tests.stacks.tiendo import Tiendo


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "tiendo" in metafunc.fixturenames:
        stacks = [EMBEDDED, KAFKA_MONGO] if getattr(metafunc.module, "ON_REAL_SERVERS", False) else [EMBEDDED]
        metafunc.parametrize("tiendo", stacks, indirect=True, scope="module")


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
        with installed(request.param, tmp_path_factory) as one:
            yield one


@pytest.fixture
def api(tiendo: Tiendo) -> Iterator[Api]:
    with clients(tiendo) as api:
        yield api
