from pathlib import Path

import pytest

from deploy.local import keys, parts
from deploy.local.datadir import DataDirectory

PORTS = {"tasks": 20001, "notifications": 20002, "reporting": 20003, "gateway": 8080}


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path)


def test_each_service_is_told_its_port_and_where_the_others_are(directory: DataDirectory) -> None:
    tasks, *_, gateway = parts.services(PORTS, directory, {})
    assert (tasks.module, tasks.environment["TIENDO_PORT"]) == ("services.tasks", "20001")
    assert (gateway.url, gateway.environment["TIENDO_REPORTING_URL"]) == (
        "http://127.0.0.1:8080",
        "http://127.0.0.1:20003",
    )


def test_the_public_service_is_the_last(directory: DataDirectory) -> None:
    assert parts.services(PORTS, directory, {})[-1].name == parts.PUBLIC


def test_secrets_reach_services_as_files_only(directory: DataDirectory) -> None:
    directory.create()
    keys.create_missing(directory.keys)
    secret = keys.internal_key(directory.keys).read_text()
    for service in parts.services(PORTS, directory, {}):
        assert secret not in service.environment.values()
        assert service.environment["TIENDO_INTERNAL_KEY_FILE"] == str(directory.keys / "internal.key")


def test_a_real_store_and_a_real_issuer_replace_the_embedded_ones(directory: DataDirectory) -> None:
    given = {
        "TIENDO_STORE_URL": "mongodb://db/",
        "TIENDO_JWKS": "https://id.example/jwks",
        "TIENDO_ISSUER": "https://id.example",
    }
    for service in parts.services(PORTS, directory, given):
        assert {name: service.environment[name] for name in given} == given


def test_without_them_the_store_is_in_the_data_directory(directory: DataDirectory) -> None:
    for service in parts.services(PORTS, directory, {}):
        assert service.environment["TIENDO_STORE_URL"] == f"sqlite://{directory.root}/stores"
        assert service.environment["TIENDO_ISSUER"] == keys.ISSUER
