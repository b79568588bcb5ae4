"""docker-compose.yml: valid, pinned, closed to the outside, started in order, and true to the services' settings."""

import re
import sys
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.containers.keys import prepare
from deploy.local import keys
from tests.operations.settings import names
from tests.operations.tools import ROOT, run

FILE = ROOT / "docker-compose.yml"
OWN_SERVERS = ROOT / "deploy/containers/own-servers.yml"
OWN_MAIL = ROOT / "deploy/containers/own-mail.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STEPS = {name for name, service in SERVICES.items() if service["restart"] in {"no", "on-failure:5"}}
LASTING = SERVICES.keys() - STEPS
INTERPOLATED = {name for file in (FILE, OWN_SERVERS) for name in re.findall(r"\$\{([A-Z_]+)", file.read_text("utf-8"))}


@pytest.mark.parametrize("file", [FILE, OWN_SERVERS, OWN_MAIL], ids=lambda file: file.name)
def test_the_file_follows_the_compose_specification(file: Path) -> None:
    run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", file])


def test_servers_of_ones_own_are_used_by_everything_that_uses_servers_and_their_secrets_are_files() -> None:
    own: dict[str, Any] = yaml.safe_load(OWN_SERVERS.read_text("utf-8"))
    assert own["services"].keys() == {
        name for name, service in SERVICES.items() if "TIENDO_KAFKA" in service.get("environment", {})
    } - {"demo"}
    for name, service in own["services"].items():
        environment = service["environment"]
        assert environment.keys() <= names()
        files = {value for name, value in environment.items() if name.endswith("_FILE")}
        assert files == {f"/run/secrets/{name}" for name in service["secrets"]}
        assert set(service["secrets"]) <= own["secrets"].keys()
        assert ("TIENDO_STORE_URL" in SERVICES[name]["environment"]) == ("store-url" in service["secrets"])


def test_the_password_of_a_mail_server_is_a_file() -> None:
    own: dict[str, Any] = yaml.safe_load(OWN_MAIL.read_text("utf-8"))
    (secret,) = own["secrets"]
    assert own["services"] == {
        "notifications": {
            "environment": {"TIENDO_SMTP_PASSWORD_FILE": f"/run/secrets/{secret}"},
            "secrets": [secret],
        }
    }


@pytest.mark.parametrize("name", sorted(LASTING))
def test_what_lasts_says_how_it_is(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries", "start_period"} <= check.keys()


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_has_little_to_misuse(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert "privileged" not in service


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_an_image_is_named_by_its_exact_version(name: str) -> None:
    image = re.sub(r"\$\{IMAGE_TAG:-(.+)\}", r"\1", SERVICES[name]["image"])
    assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+\.\d+", image)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_port_is_open_to_this_host_only(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_the_environment_names_settings_that_exist_and_holds_no_secret(name: str) -> None:
    environment: Mapping[str, str] = SERVICES[name].get("environment", {})
    assert {variable for variable in environment if variable.startswith("TIENDO_")} <= names()
    assert [key for key in environment if re.search(r"(PASSWORD|SECRET|TOKEN|KEY)$", key)] == []
    assert [value for value in environment.values() if re.search(r"//[^/]+:[^/]+@", value)] == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_it_waits_for_what_it_needs_to_be_healthy_or_done(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        expected = "service_completed_successfully" if needed in STEPS else "service_healthy"
        assert how == {"condition": expected}, needed


def test_there_is_an_order_in_which_everything_can_start() -> None:
    graph = {name: service.get("depends_on", {}).keys() for name, service in SERVICES.items()}
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("kafka") < order.index("topics") < order.index("tasks") < order.index("gateway")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_it_mounts_is_in_the_repository_or_a_named_volume(name: str) -> None:
    for volume in SERVICES[name].get("volumes", []):
        source = volume.split(":")[0]
        assert (ROOT / source).exists() if source.startswith("./") else source in COMPOSE["volumes"], volume


def test_the_stores_are_out_of_reach_from_outside() -> None:
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert all(SERVICES[name]["networks"] == ["data"] for name in ("kafka", "mongo", "replica-set"))


def test_the_example_of_the_environment_names_what_the_file_reads() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    assert set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE)) == INTERPOLATED
    assert {name for name in INTERPOLATED if name.startswith("TIENDO_")} <= names()


def test_the_services_trust_the_issuer_whose_keys_the_step_makes() -> None:
    environment = SERVICES["gateway"]["environment"]
    assert environment["TIENDO_ISSUER"] == f"${{TIENDO_ISSUER:-{keys.ISSUER}}}"
    assert environment["TIENDO_AUDIENCE"] == f"${{TIENDO_AUDIENCE:-{keys.AUDIENCE}}}"
    folder = Path(SERVICES["gateway"]["volumes"][0].split(":")[1])
    assert environment["TIENDO_JWKS"] == f"${{TIENDO_JWKS:-{keys.public_keys(folder)}}}"
    assert environment["TIENDO_INTERNAL_KEY_FILE"] == str(keys.internal_key(folder))
    assert environment["TIENDO_SESSION_KEY_FILE"] == str(keys.session_key(folder))
    assert SERVICES["notifications"]["environment"]["TIENDO_WEBHOOK_KEY_FILE"] == str(keys.webhook_key(folder))


def test_the_step_gives_services_no_key_that_signs_and_repeating_it_changes_nothing(tmp_path: Path) -> None:
    private, public = tmp_path / "issuer", tmp_path / "keys"
    private.mkdir()
    public.mkdir()
    prepare(private, public)
    first = {file.name: file.read_bytes() for file in public.iterdir()}
    prepare(private, public)
    assert {file.name: file.read_bytes() for file in public.iterdir()} == first
    assert first.keys() == {"jwks.json", "internal.key", "webhooks.key", "sessions.key"}
    assert b'"d"' not in first["jwks.json"]
    assert {file.stat().st_mode & 0o077 for file in public.iterdir()} == {0}


@pytest.mark.parametrize("command", ["topics", "token", "verify", "parked"])
def test_the_steps_use_commands_that_exist(command: str) -> None:
    steps = [[*step.get("entrypoint", []), *step.get("command", [])] for step in SERVICES.values()]
    assert any("deploy.local" in step and command in step for step in steps)
    run([sys.executable, "-m", "deploy.local", command, "--help"])
