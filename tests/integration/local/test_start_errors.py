"""What stands in the way of a start is said in one line that tells what to do; the exit code says so too; nothing is damaged."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from deploy.local import PROJECT, ports
from deploy.local.datadir import FORMAT, DataDirectory

SECONDS = 120
_NOT_OURS = {name for name in os.environ if name.startswith("TIENDO_")}


def refused(data: Path | str, *arguments: str, **variables: str) -> str:
    """`./tiendo up` of that directory: the one line that it says."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    arguments = arguments or ("--port", str(ports.choose(1)[0]))
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local", "up", "--data", str(data), *arguments],
        env={**environment, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8", **variables},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert "ready http" not in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("tiendo: ")
    return line


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_taken_port(tmp_path: Path) -> None:
    with closing(socket.create_server((ports.HOST, 0))) as taken:
        port = taken.getsockname()[1]
        said = refused(tmp_path / "data", "--port", str(port))
    assert f"port {port} is taken: stop the program that uses it or choose another one" in said


@pytest.mark.parametrize("place", ["/proc/tiendo", "/dev/null/data"])
def test_a_directory_that_cannot_be_written(place: str) -> None:
    said = refused(place)
    assert f"cannot write the data directory {place}" in said
    assert "choose another one with --data" in said


def test_a_directory_of_a_newer_version(tmp_path: Path) -> None:
    (tmp_path / "version").write_text(f"{FORMAT + 1}\n")
    before = content(tmp_path)
    assert "update Tiendo or choose another --data" in refused(tmp_path)
    assert content(tmp_path) == before


def test_a_directory_with_files_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("my work")
    before = content(tmp_path)
    assert "choose a new one with --data" in refused(tmp_path)
    assert content(tmp_path) == before


def test_a_store_of_a_newer_version(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    directory.create()
    database = directory.stores / "tasks.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = database.read_bytes()
    said = refused(tmp_path)
    assert "tasks does not start: " in said
    assert "has format 99, this version knows" in said
    assert "start the newer version again" in said
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("variables", "advice"),
    [
        ({"TIENDO_KAFKA": "localhost"}, "TIENDO_KAFKA must be host:port"),
        ({"TIENDO_KAFKA": "127.0.0.1:1"}, "no Kafka server answers at 127.0.0.1:1: check TIENDO_KAFKA"),
        ({"TIENDO_KAFKA_SECURITY": "ssl"}, "TIENDO_KAFKA_SECURITY need a Kafka server: set TIENDO_KAFKA"),
        (
            {"TIENDO_KAFKA": "127.0.0.1:1", "TIENDO_KAFKA_SECURITY": "ssl"},
            "Kafka cannot be used: 127.0.0.1:1 cannot be used: [Errno 111] Connect call failed",
        ),
        (
            {"TIENDO_KAFKA": "127.0.0.1:1", "TIENDO_KAFKA_SECURITY": "sasl_ssl"},
            "Kafka cannot be used: a user belongs to sasl_plaintext and sasl_ssl, and these need one",
        ),
        (
            {"TIENDO_KAFKA": "127.0.0.1:1", "TIENDO_KAFKA_SECURITY": "ssl", "TIENDO_KAFKA_CA_FILE": "/nowhere/ca.pem"},
            "No such file or directory: '/nowhere/ca.pem'",
        ),
        ({"TIENDO_STORE_URL": "postgres://u:hidden@db/"}, "TIENDO_STORE_URL must look like sqlite:///absolute"),
        ({"TIENDO_STORE_URL": "sqlite:///dev/null/stores"}, "cannot write /dev/null/stores"),
        ({"TIENDO_STORE_URL": "mongodb://u:hidden@127.0.0.1:1/"}, "the store at 127.0.0.1 does not answer"),
        ({"TIENDO_STORE_URL": "mongodb://u:hid/den@127.0.0.1:1/"}, "check TIENDO_STORE_URL"),
        ({"TIENDO_STORE_URL_FILE": "/nowhere/url"}, "cannot read /nowhere/url"),
        ({"TIENDO_CATCH_UP_SECONDS": "0"}, "TIENDO_CATCH_UP_SECONDS: Input should be greater than 0"),
        ({"TIENDO_LOCAL_DAYS": "hidden"}, 'notifications does not start: error parsing value for field "local_days"'),
    ],
)
def test_a_setting_that_is_wrong(tmp_path: Path, variables: dict[str, str], advice: str) -> None:
    said = refused(tmp_path / "data", **variables)
    assert advice in said
    assert "hid" not in said


def test_sample_data_with_the_issuer_of_somebody_else(tmp_path: Path) -> None:
    port = str(ports.choose(1)[0])
    said = refused(tmp_path / "data", "--demo", "--port", port, TIENDO_ISSUER="https://sso.example.vn/realms/tiendo")
    assert "unset TIENDO_ISSUER and TIENDO_JWKS, or run it without --demo" in said
