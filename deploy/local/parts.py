"""The parts of an installation and what each is told in its environment (TIENDO_*, see shared.chassis)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local import keys
from deploy.local.datadir import DataDirectory
from deploy.local.ports import HOST

SERVICES = ("tasks", "notifications", "reporting", "gateway")
PUBLIC = "gateway"
BUS = "bus"
# Without these glibc keeps freed memory in an arena per thread: 20-30 MiB more per service after a busy hour.
_FRUGAL = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}


@dataclass(frozen=True, slots=True)
class Service:
    """A service as a process: `module` is run, `port` answers /healthz and /readyz."""

    name: str
    module: str
    port: int
    environment: Mapping[str, str]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


def services(ports: Mapping[str, int], directory: DataDirectory, given: Mapping[str, str]) -> list[Service]:
    """`given` is the environment of `up`: what it sets of store and identity provider replaces the embedded ones.

    Where it names the address of a service, the others ask there: something stands before that service.
    """
    common = {
        **_FRUGAL,
        "TIENDO_WEBHOOK_KEY_FILE": str(keys.webhook_key(directory.keys).absolute()),
        "TIENDO_SESSION_KEY_FILE": str(keys.session_key(directory.keys).absolute()),
        **_files(given),
        "TIENDO_HOST": HOST,
        "TIENDO_STORE_URL": given.get("TIENDO_STORE_URL") or directory.store_url(),
        "TIENDO_INTERNAL_KEY_FILE": str(keys.internal_key(directory.keys).absolute()),
        "TIENDO_JWKS": given.get("TIENDO_JWKS") or str(keys.public_keys(directory.keys).absolute()),
        "TIENDO_ISSUER": given.get("TIENDO_ISSUER") or keys.ISSUER,
        "TIENDO_AUDIENCE": given.get("TIENDO_AUDIENCE") or keys.AUDIENCE,
    }
    for name in SERVICES:
        address = f"TIENDO_{name.upper()}_URL"
        common[address] = given.get(address) or f"http://{HOST}:{ports[name]}"
    own = {PUBLIC: _sign_in(directory, given)}
    return [
        Service(name, f"services.{name}", ports[name], {**common, **own.get(name, {}), "TIENDO_PORT": str(ports[name])})
        for name in SERVICES
    ]


def _sign_in(directory: DataDirectory, given: Mapping[str, str]) -> dict[str, str]:
    """With the built-in issuer, and nowhere else, the gateway lets people choose who they are: it gets the key that signs."""
    if given.get("TIENDO_ISSUER") or given.get("TIENDO_JWKS"):
        return {}
    return {"TIENDO_DEMO_ISSUER_KEY_FILE": str(keys.issuer_key(directory.keys).absolute())}


def _files(given: Mapping[str, str]) -> dict[str, str]:
    """The services run in another directory than whoever named the files."""
    named = {name: value for name, value in given.items() if name.startswith("TIENDO_") and name.endswith("_FILE")}
    return {name: str(Path(value).absolute()) for name, value in named.items() if value}
