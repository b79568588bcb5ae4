"""Kubernetes objects: as written, as kustomize builds them, and who selects whom."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.operations.tools import ROOT, run, tool

Object = dict[str, Any]
FOLDER = ROOT / "deploy" / "k8s"
_NOT_OBJECTS = {"kustomization.yaml", "container.yaml", "pod.yaml", "platform.yaml"}  # patches are parts of objects


def written() -> dict[Path, list[Object]]:
    """Every object of every file, as it was written."""
    files = [file for file in sorted(FOLDER.rglob("*.yaml")) if file.name not in _NOT_OBJECTS]
    return {file: [each for each in yaml.safe_load_all(file.read_text("utf-8")) if each] for file in files}


def build(folder: Path) -> list[Object]:
    """What `kubectl apply -k` would send."""
    return [each for each in yaml.safe_load_all(run([tool("kustomize"), "build", folder])) if each]


def build_with(component: str, scratch: Path) -> list[Object]:
    """The base with one component, as an overlay of a user would have it."""
    base, added = (os.path.relpath(FOLDER / name, scratch) for name in ("base", f"components/{component}"))
    overlay = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    overlay_file = scratch / "kustomization.yaml"
    overlay_file.write_text(yaml.safe_dump({**overlay, "resources": [base], "components": [added]}), encoding="utf-8")
    return build(scratch)


def of_kind(objects: Iterable[Object], *kinds: str) -> list[Object]:
    return [each for each in objects if each["kind"] in kinds]


def name_of(each: Object) -> str:
    return f"{each['kind']}/{each['metadata']['name']}"


def pod_of(deployment: Object) -> Object:
    pod: Object = deployment["spec"]["template"]["spec"]
    return pod


def pod_labels(deployment: Object) -> dict[str, str]:
    labels: dict[str, str] = deployment["spec"]["template"]["metadata"]["labels"]
    return labels


def selects(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """matchLabels and matchExpressions with In, which is all that these manifests use."""
    wanted = selector.get("matchLabels", {})
    one_of = [(each["key"], each["values"]) for each in selector.get("matchExpressions", [])]
    return wanted.items() <= labels.items() and all(labels.get(key) in values for key, values in one_of)
