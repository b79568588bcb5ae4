"""The manifests: valid for every Kubernetes they promise, and each pod hardened, probed, found and protected."""

import inspect
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from shared.events import TASKS_TOPIC
from shared.messaging.topics import ensure_topic
from tests.operations.manifests import (
    FOLDER,
    Object,
    build,
    build_with,
    name_of,
    of_kind,
    pod_labels,
    pod_of,
    selects,
    written,
)
from tests.operations.settings import names
from tests.operations.tools import file

OLDEST, NEWEST = "1.30", kubernetes_validate.latest_version()
FOREIGN = {"PodMonitor", "PrometheusRule", "KafkaTopic"}
COMPONENTS = ("kafka-security", "kafka-topic", "monitoring", "split-roles")


@pytest.fixture(scope="module", params=["base", "overlays/example"])
def objects(request: pytest.FixtureRequest) -> list[Object]:
    return build(FOLDER / request.param)


@pytest.fixture(scope="module")
def example() -> list[Object]:
    return build(FOLDER / "overlays/example")


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("path", written(), ids=lambda path: str(path.relative_to(FOLDER)))
def test_an_object_as_written_follows_the_schema_of_kubernetes(path: Path, version: str) -> None:
    for each in written()[path]:
        if each["kind"] not in FOREIGN:
            kubernetes_validate.validate(each, version, strict=True)


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_what_is_built_follows_the_schema_of_kubernetes(objects: list[Object], version: str) -> None:
    for each in objects:
        if each["kind"] not in FOREIGN:
            kubernetes_validate.validate(each, version, strict=True)


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_can_be_added_by_itself(component: str, tmp_path: Path) -> None:
    for each in build_with(component, tmp_path):
        if each["kind"] not in FOREIGN:
            kubernetes_validate.validate(each, NEWEST, strict=True)


@pytest.mark.parametrize(("kind", "plural"), [("PodMonitor", "podmonitors"), ("PrometheusRule", "prometheusrules")])
def test_what_the_prometheus_operator_reads_follows_its_definition(
    kind: str, plural: str, example: list[Object]
) -> None:
    definition = yaml.safe_load(file(f"monitoring.coreos.com_{plural}.yaml").read_text("utf-8"))
    schema = definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    (each,) = of_kind(example, kind)
    assert [problem.message for problem in Draft7Validator(_closed(schema)).iter_errors(each)] == []


def _closed(schema: Any) -> Any:
    """As the API server prunes: what a definition does not name is a mistake. Metadata is the server's own."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "metadata" not in schema["properties"]:
        closed.setdefault("additionalProperties", False)
    return closed


def test_a_pod_has_no_rights_and_cannot_change_itself(objects: list[Object]) -> None:
    for deployment in of_kind(objects, "Deployment"):
        pod, (container,) = pod_of(deployment), pod_of(deployment)["containers"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert pod["enableServiceLinks"] is False
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_a_pod_is_probed_limited_spread_and_given_time_to_stop(objects: list[Object]) -> None:
    for deployment in of_kind(objects, "Deployment"):
        pod, (container,) = pod_of(deployment), pod_of(deployment)["containers"]
        probes = {
            probe: container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("startup", "liveness", "readiness")
        }
        assert probes == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}
        assert "memory" in container["resources"]["limits"]
        assert pod["terminationGracePeriodSeconds"] == 60
        assert container["lifecycle"]["preStop"]
        spread = [each["labelSelector"] for each in pod["topologySpreadConstraints"]]
        assert spread == [deployment["spec"]["selector"]] * 2


def test_a_pod_of_one_deployment_is_never_taken_for_one_of_another(objects: list[Object]) -> None:
    deployments = of_kind(objects, "Deployment")
    for deployment in deployments:
        owners = [name_of(each) for each in deployments if selects(each["spec"]["selector"], pod_labels(deployment))]
        assert owners == [name_of(deployment)]


def test_a_drain_takes_one_replica_at_a_time(objects: list[Object]) -> None:
    budgets = of_kind(objects, "PodDisruptionBudget")
    for deployment in of_kind(objects, "Deployment"):
        (budget,) = (each for each in budgets if selects(each["spec"]["selector"], pod_labels(deployment)))
        assert budget["spec"]["maxUnavailable"] == 1


def test_only_one_owns_the_number_of_replicas(objects: list[Object]) -> None:
    scaled = {each["spec"]["scaleTargetRef"]["name"] for each in of_kind(objects, "HorizontalPodAutoscaler")}
    fixed = {each["metadata"]["name"] for each in of_kind(objects, "Deployment") if "replicas" in each["spec"]}
    everything = {each["metadata"]["name"] for each in of_kind(objects, "Deployment")}
    assert scaled == {"gateway"}
    assert fixed == everything - scaled


def test_a_service_leads_to_pods_that_serve_requests(objects: list[Object]) -> None:
    for service in of_kind(objects, "Service"):
        behind = [
            pod_of(each)["containers"][0]
            for each in of_kind(objects, "Deployment")
            if service["spec"]["selector"].items() <= pod_labels(each).items()
        ]
        roles = [
            variable["value"]
            for each in behind
            for variable in each.get("env", [])
            if variable["name"] == "TIENDO_ROLES"
        ]
        assert len(behind) == 1
        assert "worker" not in roles


def test_every_setting_exists(objects: list[Object]) -> None:
    for deployment in of_kind(objects, "Deployment"):
        (container,) = pod_of(deployment)["containers"]
        assert {variable["name"] for variable in container.get("env", [])} <= names()
    assert set(_settings(objects)) <= names()


def test_a_secret_is_a_file_that_a_form_offers_and_a_setting_names(objects: list[Object]) -> None:
    """Never a variable: whoever may look at a process sees those."""
    offered = {(form["metadata"]["name"], key) for form in _forms() for key in form["stringData"]}
    files = {path for name, path in _settings(objects).items() if name.endswith("_FILE")}
    used = set()
    for deployment in of_kind(objects, "Deployment"):
        (container,) = pod_of(deployment)["containers"]
        assert all("valueFrom" not in variable for variable in container.get("env", []))
        secrets = {volume["name"]: volume["secret"] for volume in pod_of(deployment)["volumes"] if "secret" in volume}
        for mount in container["volumeMounts"]:
            items = secrets.get(mount["name"], {}).get("items", [])
            used |= {(secrets[mount["name"]]["secretName"], item["key"]) for item in items}
            assert {f"{mount['mountPath']}/{item['path']}" for item in items} <= files
        assert secrets.keys() <= {mount["name"] for mount in container["volumeMounts"]}
    assert used == {(name, key) for name, key in offered if name in {name for name, _ in used}}


def test_pods_get_what_the_settings_of_a_secured_kafka_name(example: list[Object]) -> None:
    settings = _settings(example)
    assert settings["TIENDO_KAFKA_SECURITY"] == "sasl_ssl"
    (kafka,) = {port for port in _ports(example, "tiendo-platform") if port != 27017}
    assert settings["TIENDO_KAFKA"].endswith(f":{kafka}")
    for deployment in of_kind(example, "Deployment"):
        (container,) = pod_of(deployment)["containers"]
        mounted = {mount["mountPath"] for mount in container["volumeMounts"]}
        assert str(Path(settings["TIENDO_KAFKA_SASL_PASSWORD_FILE"]).parent) in mounted


def _settings(objects: list[Object]) -> dict[str, str]:
    (config,) = (each for each in of_kind(objects, "ConfigMap") if "TIENDO_KAFKA" in each["data"])
    settings: dict[str, str] = config["data"]
    return settings


def _forms() -> list[Object]:
    return [form for path, (form, *_) in written().items() if path.name == "secret.template.yaml"]


def _ports(objects: list[Object], policy: str) -> set[int]:
    (found,) = (each for each in of_kind(objects, "NetworkPolicy") if each["metadata"]["name"] == policy)
    return {port["port"] for rule in found["spec"]["egress"] for port in rule["ports"]}


def test_no_secret_is_part_of_an_installation(objects: list[Object]) -> None:
    assert of_kind(objects, "Secret") == []


def test_an_installation_names_the_exact_version_of_its_image(example: list[Object]) -> None:
    images = {pod_of(each)["containers"][0]["image"] for each in of_kind(example, "Deployment")}
    assert images == {"registry.example.vn/tiendo:0.1.0"}


def test_the_topic_for_strimzi_is_the_one_that_the_services_would_make(tmp_path: Path) -> None:
    (topic,) = of_kind(build_with("kafka-topic", tmp_path), "KafkaTopic")
    assert topic["metadata"]["name"] == TASKS_TOPIC
    assert topic["spec"]["partitions"] == inspect.signature(ensure_topic).parameters["partitions"].default
