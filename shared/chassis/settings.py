"""Settings of every service, from the environment (`TIENDO_…`). A secret may come from a file: `…_FILE`."""

import socket
import sys
from datetime import timedelta
from pathlib import Path
from typing import Self, TypeVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from shared.messaging.security import BusAccess, Certificates, Login, Mechanism, Security

_PREFIX = "TIENDO_"
_STORES = ("sqlite:///", "mongodb://", "mongodb+srv://")


class BusSettings(BaseSettings):
    """The way to the bus. What a wrong setting was is never told: it may be a secret in the wrong place."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True)

    kafka: str = Field(description="bootstrap servers, host:port[,host:port…]")
    kafka_security: Security = Security.PLAINTEXT
    kafka_ca_file: Path | None = Field(default=None, description="PEM: whose certificates of brokers are trusted")
    kafka_cert_file: Path | None = Field(default=None, description="PEM: what we show to brokers that ask for it")
    kafka_key_file: Path | None = Field(default=None, description="PEM: its key, where the other file lacks it")
    kafka_sasl_mechanism: Mechanism = Mechanism.SCRAM_SHA_512
    kafka_sasl_username: str = ""
    kafka_sasl_password_file: Path | None = None

    @property
    def bus(self) -> BusAccess:
        """Raises ValueError where the settings do not fit together."""
        certificates = Certificates(self.kafka_ca_file, self.kafka_cert_file, self.kafka_key_file)
        return BusAccess(self.kafka, self.kafka_security, certificates, self._login)

    @property
    def _login(self) -> Login | None:
        if not self.kafka_sasl_username and self.kafka_sasl_password_file is None:
            return None
        if not self.kafka_sasl_username or self.kafka_sasl_password_file is None:
            raise ValueError("TIENDO_KAFKA_SASL_USERNAME and TIENDO_KAFKA_SASL_PASSWORD_FILE belong together")
        return Login(self.kafka_sasl_username, self.kafka_sasl_password_file, self.kafka_sasl_mechanism)

    @model_validator(mode="after")
    def _leads_to_a_bus(self) -> Self:
        self.bus.client_options()  # reads the files, so that a missing one is found now
        return self


class ServiceSettings(BusSettings):
    """Nothing here has a value that is right for production by luck: addresses and keys must be given."""

    host: str = "127.0.0.1"
    port: int = 8000
    store_url: SecretStr = Field(default=SecretStr(""), description="sqlite:///absolute/directory or mongodb://…")
    store_url_file: Path | None = None
    tasks_url: str = "http://127.0.0.1:8001"
    reporting_url: str = "http://127.0.0.1:8002"
    notifications_url: str = "http://127.0.0.1:8003"
    jwks: str = Field(description="path or https URL of the issuer's public keys")
    issuer: str
    audience: str = "tiendo"
    internal_key: SecretStr = SecretStr("")
    internal_key_file: Path | None = None
    embedded: bool = Field(default=False, description="the bus is the embedded one; this is the only replica")
    roles: str = Field(default="api,worker", description="what this process does: api, worker, or both")
    replica: str = Field(default_factory=socket.gethostname, description="names this replica; kept over its restarts")
    catch_up_seconds: float = Field(default=5.0, gt=0)
    log_level: str = "info"

    @model_validator(mode="after")
    def _needs_an_internal_key(self) -> Self:
        if not self.internal_secret:
            raise ValueError("TIENDO_INTERNAL_KEY or TIENDO_INTERNAL_KEY_FILE must be given")
        return self

    @model_validator(mode="after")
    def _needs_a_store(self) -> Self:
        if self.keeps_data and not self.store.startswith(_STORES):
            raise ValueError(
                "TIENDO_STORE_URL or TIENDO_STORE_URL_FILE must give sqlite:///absolute/directory or mongodb://host:port/"
            )
        return self

    @property
    def keeps_data(self) -> bool:
        return True

    @property
    def store(self) -> str:
        """The URL of the store; it may hold a password."""
        return secret_of(self.store_url, self.store_url_file)

    @property
    def internal_secret(self) -> str:
        """What services show each other at internal endpoints."""
        return secret_of(self.internal_key, self.internal_key_file)

    @property
    def works(self) -> bool:
        return "worker" in self.roles.split(",")

    @property
    def catch_up_every(self) -> timedelta:
        return timedelta(seconds=self.catch_up_seconds)


AnySettings = TypeVar("AnySettings", bound=BusSettings)


def read_settings(kind: type[AnySettings]) -> AnySettings:
    """From the environment. Where they are wrong the process ends with exit code 1 and a line about each of them."""
    try:
        return kind()
    except ValidationError as problem:
        sys.exit("\n".join(_complaint(error["loc"], error["msg"]) for error in problem.errors(include_input=False)))
    except (SettingsError, OSError) as problem:
        sys.exit(str(problem))


def _complaint(place: tuple[int | str, ...], message: str) -> str:
    setting = f"{_PREFIX}{place[0]}: ".upper() if place else ""
    return f"{setting}{message.removeprefix('Value error, ')}"


def secret_of(given: SecretStr, file: Path | None) -> str:
    """The file's content where there is one. Raises OSError."""
    return file.read_text(encoding="utf-8").strip() if file else given.get_secret_value()
