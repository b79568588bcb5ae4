"""Settings of the gateway, from the environment (`TIENDO_…`)."""

from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from services.gateway.domain.allowances import Rate, SeatLimits
from shared.chassis import ServiceSettings
from shared.chassis.settings import secret_of


class GatewaySettings(ServiceSettings):
    """The gateway stores nothing, so it needs no store; times are in seconds, sizes in bytes."""

    port: int = 8080
    rate_per_second: float = Field(default=2_000.0, gt=0, description="requests of one caller in the long run")
    rate_burst: int = Field(default=4_000, ge=1, description="requests of one caller at once")
    streams_per_tenant: int = Field(default=1_000, ge=1, description="streams and waiting polls of one tenant")
    streams_per_caller: int = Field(default=50, ge=1, description="streams and waiting polls of one caller")
    body_limit: int = Field(default=1 << 20, ge=1, description="the largest request body")
    upload_limit: int = Field(default=8 << 20, ge=1, description="the largest file that is uploaded")
    view_seconds: float = Field(default=2.0, gt=0, description="patience with a part of an aggregated view")
    request_seconds: float = Field(default=15.0, gt=0, description="patience with a request that is passed on")
    upload_seconds: float = Field(
        default=120.0, gt=0, description="patience with a file, which is looked through at once"
    )
    public_url: str = Field(default="", description="as browsers see us, https://tiendo.example.vn; empty: as they ask")
    session_key: SecretStr = Field(default=SecretStr(""), description="seals sessions; 256 bits as text")
    session_key_file: Path | None = None
    demo_issuer_key_file: Path | None = Field(
        default=None, description="the built-in issuer's private key; `./tiendo up` gives it, nobody else may"
    )

    oidc_client_id: str = Field(default="", description="how the issuer knows us; with it people sign in there")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="empty: we are a public client")
    oidc_client_secret_file: Path | None = None
    oidc_scopes: str = Field(default="openid", description="asked for at sign-in, separated by spaces")

    @field_validator("public_url")
    @classmethod
    def _is_an_origin(cls, text: str) -> str:
        parts = urlsplit(text)
        is_origin = parts.scheme in {"http", "https"} and parts.hostname and text == f"{parts.scheme}://{parts.netloc}"
        if text and not is_origin:
            raise ValueError("scheme://host[:port] and nothing behind it")
        return text.lower()

    @model_validator(mode="after")
    def _keeps_the_demo_at_home(self) -> Self:
        """Whoever reaches a gateway that has this key can be anybody."""
        if self.demo_issuer_key_file and not _is_loopback(self.host):
            raise ValueError("TIENDO_DEMO_ISSUER_KEY_FILE is for an installation that only this machine can reach")
        return self

    @model_validator(mode="after")
    def _can_be_come_back_to(self) -> Self:
        if self.oidc_client_id and not (self.public_url and self.session_secret and self.issuer.startswith("http")):
            raise ValueError(
                "TIENDO_OIDC_CLIENT_ID needs TIENDO_PUBLIC_URL, TIENDO_SESSION_KEY_FILE and a TIENDO_ISSUER with an address"
            )
        if self.oidc_client_id and self.demo_issuer_key_file:
            raise ValueError("TIENDO_OIDC_CLIENT_ID and TIENDO_DEMO_ISSUER_KEY_FILE are two ways to sign in: give one")
        return self

    @property
    def oidc_secret(self) -> str:
        return secret_of(self.oidc_client_secret, self.oidc_client_secret_file)

    @property
    def session_secret(self) -> str:
        """The key of sessions; empty where nobody can have one."""
        return secret_of(self.session_key, self.session_key_file)

    @property
    def keeps_data(self) -> bool:
        return False

    @property
    def works(self) -> bool:
        """The feed that the API serves is followed by a loop of this process, whatever roles are named."""
        return True

    @property
    def rate(self) -> Rate:
        return Rate(self.rate_per_second, self.rate_burst)

    @property
    def seats(self) -> SeatLimits:
        return SeatLimits(self.streams_per_tenant, self.streams_per_caller)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
