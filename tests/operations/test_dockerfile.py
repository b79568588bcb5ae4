"""The image: what it copies exists, its dependencies are pinned by hash, it runs without rights, and it can tell its health."""

import ast
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.operations.tools import ROOT

TEXT = (ROOT / "Dockerfile").read_text("utf-8")
# Comments out, continued lines joined.
LINES = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", TEXT, flags=re.MULTILINE)).splitlines()
FOR_TESTS = {"pytest"}  # deploy.local also runs the tests of a checkout
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and line[0] != "#"]


def instructions(name: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.startswith(f"{name} ")]


def copied() -> list[str]:
    return [source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]]


def test_everything_that_is_copied_exists_and_reaches_the_build() -> None:
    assert [source for source in copied() if not (ROOT / source).exists()] == []
    assert [source for source in copied() if f"!{source}" not in IGNORED] == []


def test_nothing_else_reaches_the_build() -> None:
    assert IGNORED[0] == "*"
    assert {line[1:] for line in IGNORED if line.startswith("!")} == set(copied())
    assert any(fnmatch("shared/__pycache__", pattern) for pattern in IGNORED if pattern != "*")


def test_the_base_image_is_named_by_its_exact_version() -> None:
    assert re.fullmatch(r"PYTHON_IMAGE=python:3\.11\.\d+-slim-bookworm", instructions("ARG")[0])
    assert {line.split()[0] for line in instructions("FROM")} == {"${PYTHON_IMAGE}"}


def test_dependencies_come_from_the_lock_by_hash_and_as_wheels() -> None:
    installs = [line for line in instructions("RUN") if " install " in line and "-r " in line]
    for install in installs:
        assert "--require-hashes" in install
        assert "--only-binary :all:" in install
    assert [install.split("-r ")[1] for install in installs] == ["web.lock", "runtime.lock"]


def test_the_application_is_built_without_asking_for_anything_unpinned() -> None:
    (build,) = (line for line in instructions("RUN") if "pip wheel" in line)
    assert "--no-build-isolation" in build
    (installed,) = (line for line in instructions("RUN") if "/wheels/*.whl" in line)
    assert "--no-index" in installed


def test_every_line_of_the_lock_has_a_hash() -> None:
    lock = (ROOT / "requirements/runtime.lock").read_text("utf-8").replace("\\\n", " ")
    pinned = [line for line in lock.splitlines() if line and not line.lstrip().startswith("#")]
    assert pinned
    assert [line for line in pinned if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_it_runs_as_a_user_whom_kubernetes_can_check() -> None:
    assert instructions("USER") == ["10001:10001"]


@contextmanager
def answering(status: int) -> Iterator[int]:
    """A process that answers /healthz so; yields its port."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the standard library's
            return

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def health_check(port: int) -> int:
    (line,) = instructions("HEALTHCHECK")
    _, *command = json.loads(line[line.index("[") :])
    environment = {**os.environ, "TIENDO_PORT": str(port)}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=False).returncode


def test_the_health_check_tells_a_living_process_from_a_sick_and_a_dead_one() -> None:
    with answering(200) as port:
        assert health_check(port) == 0
    with answering(503) as sick:
        assert health_check(sick) != 0
    assert health_check(port) != 0


def test_whatever_the_code_of_the_image_imports_is_in_its_lock() -> None:
    """Apart from what builds the pages, which stays in a stage of its own."""
    lock = (ROOT / "requirements/runtime.lock").read_text("utf-8")
    locked = {_plain(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}
    known = packages_distributions()
    own = {Path(source).parts[0] for source in copied()} | FOR_TESTS | {"tiendo_web"}
    running = [source for source in copied() if source != "web"]
    imported = {module for source in running for file in (ROOT / source).rglob("*.py") for module in _imports(file)}
    foreign = imported - own - sys.stdlib_module_names
    assert [name for name in foreign if not {_plain(each) for each in known.get(name, [])} & locked] == []


def _imports(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    others = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.split(".")[0] for name in (*plain, *others)}


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()
