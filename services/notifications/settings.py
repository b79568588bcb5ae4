"""Settings of this service: what all services need, local working days, endpoints of integrators, the mail server."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from services.notifications.domain.email.addresses import is_address
from services.notifications.domain.subscriptions.addresses import networks
from services.notifications.domain.subscriptions.endpoints import Reach
from services.notifications.domain.subscriptions.progress import Schedule
from services.notifications.domain.timetable import LocalDays
from shared.chassis import ServiceSettings
from shared.chassis.settings import secret_of


class Protection(StrEnum):
    """Of the way to the mail server."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Settings(ServiceSettings):
    """From the environment, `TIENDO_…`."""

    local_days: Mapping[str, LocalDays] = Field(
        default_factory=dict,
        description='by tenant, JSON: {"nghe-an": {"off": ["2026-05-19"], "worked": ["2026-05-23"]}}',
    )
    webhook_key: SecretStr = Field(
        default=SecretStr(""),
        description="seals secrets of subscriptions; 256 bits as text, one key a line, newest first",
    )
    webhook_key_file: Path | None = None
    webhook_allowed: str = Field(default="", description="private networks that endpoints may be in, 10.20.0.0/16,…")
    webhook_http: bool = Field(default=False, description="endpoints may be without TLS")
    webhook_limit: int = Field(default=50, ge=1, description="subscriptions of one tenant")
    webhook_retries: str = Field(default="5,30,120,600,1800,3600", description="seconds before each next attempt")
    webhook_seconds: float = Field(default=15.0, gt=0, description="patience with an endpoint's whole answer")
    public_url: str = Field(
        default="", description="where people open the web application, https://…; links lead there"
    )
    smtp_host: str = Field(default="", description="the mail server; without one no notices are sent by email")
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_security: Protection = Protection.STARTTLS
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_password_file: Path | None = None
    smtp_ca_file: Path | None = Field(default=None, description="PEM: whose certificates are trusted")
    smtp_seconds: float = Field(default=30.0, gt=0, le=240, description="patience with one mail")
    email_sender: str = Field(default="", description="the address that mails come from")
    email_retries: str = Field(
        default="60,300,900,3600,7200,14400,28800", description="seconds before each next attempt"
    )

    @model_validator(mode="after")
    def _can_send_mail(self) -> Self:
        if self.smtp_host and not is_address(self.email_sender):
            raise ValueError("TIENDO_EMAIL_SENDER must be an email address where TIENDO_SMTP_HOST is given")
        if self.smtp_host and not self.public_url.startswith(("https://", "http://")):
            raise ValueError("TIENDO_PUBLIC_URL must be given with TIENDO_SMTP_HOST: links in mails lead there")
        return self

    @field_validator("webhook_allowed")
    @classmethod
    def _names_networks(cls, text: str) -> str:
        networks(text)
        return text

    @field_validator("webhook_retries", "email_retries")
    @classmethod
    def _counts_seconds(cls, text: str) -> str:
        if not (pauses := [float(pause) for pause in text.split(",")]) or min(pauses) <= 0:
            raise ValueError("seconds, each above 0")
        return text

    @property
    def webhook_secret(self) -> str:
        """The keys of the vault; empty where this deployment sends to no endpoints."""
        return secret_of(self.webhook_key, self.webhook_key_file)

    @property
    def reach(self) -> Reach:
        return Reach(networks(self.webhook_allowed), self.webhook_http)

    @property
    def schedule(self) -> Schedule:
        return Schedule([float(pause) for pause in self.webhook_retries.split(",")])

    @property
    def smtp_secret(self) -> str:
        """The password at the mail server; it may be empty."""
        if self.smtp_password_file:
            return self.smtp_password_file.read_text(encoding="utf-8").strip()
        return self.smtp_password.get_secret_value()

    @property
    def email_schedule(self) -> Schedule:
        return Schedule([float(pause) for pause in self.email_retries.split(",")])
