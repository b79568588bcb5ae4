"""The public face built from the services' own OpenAPI documents: which routes pass through, and one document of all."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.domain.references import Name, names_in, renamed

Document = Mapping[str, Any]
_SESSIONS = "/session"
PUBLIC = ("/v1/", _SESSIONS)
_PLACEHOLDER = re.compile(r"\{\w+\}")
_JSON = "application/json"
_NO_BODY: Document = {"content": {_JSON: {}}}
_METHODS = ("get", "put", "post", "delete", "patch")


class ContractConflict(ValueError):
    """Two services claim the same operation; the gateway cannot start with such contracts."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One service's OpenAPI document, as committed."""

    service: str
    document: Document


@dataclass(frozen=True, slots=True)
class Passage:
    """A public path and, per method (upper case), the service that answers it. `uploads`: methods whose body is a file."""

    path: str
    services: Mapping[str, str]
    uploads: frozenset[str] = frozenset()


def passages(contracts: Sequence[Contract]) -> list[Passage]:
    """Every public operation, literal segments before placeholders. Raises ContractConflict."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    uploads: dict[str, set[str]] = defaultdict(set)
    for contract in contracts:
        for path, method, operation in _operations(contract):
            if _JSON not in operation.get("requestBody", _NO_BODY)["content"]:
                uploads[path].add(method.upper())
            if spellings.setdefault(_PLACEHOLDER.sub("{}", path), path) != path:
                raise ContractConflict(f"{path} of {contract.service} has another contract's shape with other names")
            if owners[path].setdefault(method.upper(), contract.service) != contract.service:
                raise ContractConflict(f"{method.upper()} {path} of {contract.service} is claimed by another service")
    return [Passage(path, dict(services), frozenset(uploads[path])) for path, services in sorted(owners.items())]


def merge(frame: Document, contracts: Sequence[Contract]) -> dict[str, Any]:
    """One document: `frame` (openapi, info, …) with the public operations of all, and the components they use.

    A component that several contracts define alike keeps its name; where they differ each gets its service's name in front.
    """
    passages(contracts)
    differing = _differing(contracts)
    merged: dict[str, Any] = {**frame, "paths": {}, "components": {}, "tags": []}
    for contract in contracts:
        names = {name: _prefixed(contract.service, name) for name in differing}
        _add_operations(merged, contract, names)
        _add_components(merged, contract, names)
    used = {tag: None for item in merged["paths"].values() for operation in item.values() for tag in operation["tags"]}
    merged["tags"] = [{"name": tag} for tag in used]
    _prune(merged)
    return merged


def _operations(contract: Contract) -> Iterator[tuple[str, str, Document]]:
    for path, item in contract.document.get("paths", {}).items():
        if path.startswith(PUBLIC):
            for method in filter(item.__contains__, _METHODS):
                yield path, method, item[method]


def _components(contract: Contract) -> Iterator[tuple[Name, Any]]:
    for section, entries in contract.document.get("components", {}).items():
        yield from ((Name(section, entry), value) for entry, value in entries.items())


def _differing(contracts: Sequence[Contract]) -> set[Name]:
    """Components of one name that are not the same thing, directly or through what they refer to."""
    texts: dict[Name, set[str]] = defaultdict(set)
    owners: dict[Name, int] = defaultdict(int)
    uses: dict[Name, set[Name]] = defaultdict(set)
    for contract in contracts:
        for name, value in _components(contract):
            texts[name].add(json.dumps(value, sort_keys=True))
            owners[name] += 1
            uses[name] |= names_in(value)
    differing = {name for name, variants in texts.items() if len(variants) > 1}
    while more := {name for name in texts if owners[name] > 1 and uses[name] & differing} - differing:
        differing |= more
    return differing


def _prefixed(service: str, name: Name) -> Name:
    return Name(name.section, service.capitalize() + name.entry)


def _add_operations(merged: dict[str, Any], contract: Contract, names: Mapping[Name, Name]) -> None:
    for path, method, operation in _operations(contract):
        copied = renamed(operation, names)
        copied["tags"] = ["session" if path.startswith(_SESSIONS) else contract.service]
        copied["operationId"] = f"{contract.service}_{_spoken(operation, path, method)}"
        merged["paths"].setdefault(path, {})[method] = copied


def _spoken(operation: Document, path: str, method: str) -> str:
    """`change_status` where the framework said `change_status_v1__tenant__tasks__task__status_post`."""
    given: str = operation.get("operationId", f"{path}_{method}")
    return given.removesuffix(re.sub(r"\W", "_", path) + f"_{method}") or given


def _add_components(merged: dict[str, Any], contract: Contract, names: Mapping[Name, Name]) -> None:
    for name, value in _components(contract):
        published = names.get(name, name)
        merged["components"].setdefault(published.section, {}).setdefault(published.entry, renamed(value, names))


def _prune(merged: dict[str, Any]) -> None:
    """Leaves out the components that no public operation uses, directly or through others."""
    components: dict[str, dict[str, Any]] = merged["components"]
    reached: set[Name] = set()
    waiting = names_in(merged["paths"])
    while waiting:
        reached |= waiting
        waiting = set().union(*(names_in(components[name.section][name.entry]) for name in waiting)) - reached
    for section, entries in components.items():
        if section != "securitySchemes":
            components[section] = {entry: value for entry, value in entries.items() if Name(section, entry) in reached}
