"""Scenarios of the programme through the gateway, with the sample provinces.

All run on the embedded stack. Modules that say `SHARES = True` share one installation; the others have one each, with the
settings of the module's `ENVIRONMENT`. Those that are marked `on_real_servers` run on Apache Kafka and a MongoDB-wire server
too, in one installation for all. Who shares looks at what it did itself, and at nothing that another one changes.
"""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from tests.stacks.installed import EMBEDDED, KAFKA_MONGO, SHARED, Api, clients, installed
from tests.stacks.samples import running_with_samples
from tests.stacks.tiendo import Tiendo


class Wanted(NamedTuple):
    """An installation: whoever wants the same one gets it, until somebody wants another."""

    stack: str
    owner: str = "all"
    environment: Mapping[str, str] | None = None


@functools.cache
def _wanted(stack: str, module: ModuleType) -> Wanted:
    own = stack == "embedded"
    return Wanted(stack, module.__name__, getattr(module, "ENVIRONMENT", None)) if own else _shared(stack)


@functools.cache
def _shared(stack: str) -> Wanted:
    """Always the same object, by which pytest knows that an installation may stay."""
    return Wanted(stack)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "tiendo" in metafunc.fixturenames:
        stacks = [SHARED if getattr(metafunc.module, "SHARES", False) else EMBEDDED]
        stacks += [KAFKA_MONGO] if metafunc.definition.get_closest_marker("on_real_servers") else []
        wanted = [
            pytest.param(_wanted(str(stack.values[0]), metafunc.module), id=stack.id, marks=stack.marks)
            for stack in stacks
        ]
        metafunc.parametrize("tiendo", wanted, indirect=True, scope="session")


@pytest.fixture(scope="session")
def tiendo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, directory_of_the_run: Path
) -> Iterator[Tiendo]:
    wanted: Wanted = request.param
    if wanted.stack == "kafka+mongo":
        with installed(wanted.stack, tmp_path_factory) as one:
            yield one
    else:
        data = tmp_path_factory.mktemp("tiendo") / "data"
        with running_with_samples(data, directory_of_the_run, wanted.environment) as one:
            yield one


@pytest.fixture
def api(tiendo: Tiendo) -> Iterator[Api]:
    with clients(tiendo) as api:
        yield api
