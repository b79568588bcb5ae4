"""Settings of every service, from the environment (`TIENDO_…`). A secret may come from a file: `…_FILE`."""

import socket
from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Nothing here has a value that is right for production by luck: addresses and keys must be given."""

    model_config = SettingsConfigDict(env_prefix="TIENDO_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    store_url: str = Field(description="sqlite:///absolute/directory or mongodb://…")
    kafka: str = Field(description="bootstrap servers, host:port[,host:port…]")
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

    @property
    def internal_secret(self) -> str:
        """What services show each other at internal endpoints."""
        if self.internal_key_file is not None:
            return self.internal_key_file.read_text(encoding="utf-8").strip()
        return self.internal_key.get_secret_value()

    @property
    def works(self) -> bool:
        return "worker" in self.roles.split(",")

    @property
    def catch_up_every(self) -> timedelta:
        return timedelta(seconds=self.catch_up_seconds)
