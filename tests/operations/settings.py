"""The settings of the services, as their own code declares them."""

from importlib import import_module

from pydantic.fields import FieldInfo

from shared.chassis.settings import ServiceSettings
from tests.operations.tools import ROOT

PREFIX = "TIENDO_"


def fields() -> dict[str, FieldInfo]:
    """By name, with the default that all services share, or else that of the service that declares it."""
    modules = [import_module(f"services.{file.parent.name}.settings") for file in ROOT.glob("services/*/settings.py")]
    declared = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    found: dict[str, FieldInfo] = {}
    for settings in (each for each in declared if issubclass(each, ServiceSettings)):
        found |= settings.model_fields
    return found | ServiceSettings.model_fields


def names() -> set[str]:
    """Every environment variable that some service reads."""
    return {f"{PREFIX}{name}".upper() for name in fields()}
