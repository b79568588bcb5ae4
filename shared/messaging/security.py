"""The way to the bus: where it is, how it is encrypted, and who we are there.

Keys and passwords stay in their files until a connection is made: nothing here can print one, and a file that was
replaced counts from the next connection on.
"""

import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from faststream.security import BaseSecurity, SASLPlaintext, SASLScram512


class Security(StrEnum):
    """Kafka's four kinds of listeners."""

    PLAINTEXT = "plaintext"
    SSL = "ssl"
    SASL_PLAINTEXT = "sasl_plaintext"
    SASL_SSL = "sasl_ssl"

    @property
    def encrypted(self) -> bool:
        return self in {Security.SSL, Security.SASL_SSL}

    @property
    def asks_who(self) -> bool:
        return self in {Security.SASL_PLAINTEXT, Security.SASL_SSL}


class Mechanism(StrEnum):
    """How a user proves the password: PLAIN sends it, SCRAM (RFC 5802) does not."""

    PLAIN = "PLAIN"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files. `authority` is whom we believe (None: whom this machine believes), the other two are what we show."""

    authority: Path | None = None
    own: Path | None = None
    own_key: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Host names are checked. Raises OSError, which names the file, where one cannot be read or holds something else."""
        for file in filter(None, (self.authority, self.own, self.own_key)):
            file.open("rb").close()
        try:
            context = ssl.create_default_context(cafile=self.authority)
        except ssl.SSLError as problem:
            raise OSError(f"{self.authority} holds no PEM certificates ({problem.reason})") from problem
        try:
            if self.own:
                context.load_cert_chain(self.own, self.own_key)
        except ssl.SSLError as problem:
            raise OSError(f"{self.own} does not go with its key ({problem.reason})") from problem
        return context


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the bus."""

    username: str
    password_file: Path
    mechanism: Mechanism = Mechanism.SCRAM_SHA_512

    def password(self) -> str:
        """Raises OSError."""
        return self.password_file.read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class BusAccess:
    """`servers` is host:port[,host:port…]. Raises ValueError where the parts do not fit together."""

    servers: str
    security: Security = Security.PLAINTEXT
    certificates: Certificates = field(default_factory=Certificates)
    login: Login | None = None

    def __post_init__(self) -> None:
        if self.security.asks_who != (self.login is not None):
            raise ValueError("a user belongs to sasl_plaintext and sasl_ssl, and these need one")
        if self.certificates != Certificates() and not self.security.encrypted:
            raise ValueError("certificates belong to ssl and sasl_ssl; with anything else nothing would be encrypted")
        if self.certificates.own_key and not self.certificates.own:
            raise ValueError("a key needs the certificate that it belongs to")

    @property
    def addresses(self) -> list[str]:
        """The servers one by one."""
        return [server.strip() for server in self.servers.split(",")]

    def client_options(self) -> dict[str, Any]:
        """The keyword arguments of every aiokafka client. Raises OSError where a file cannot be read."""
        options: dict[str, Any] = {
            "bootstrap_servers": self.addresses,
            "security_protocol": self.security.value.upper(),
            "ssl_context": self._context(),
        }
        if self.login:
            options["sasl_mechanism"] = self.login.mechanism.value
            options["sasl_plain_username"] = self.login.username
            options["sasl_plain_password"] = self.login.password()
        return options

    def broker_security(self) -> BaseSecurity:
        """The same for a FastStream broker. Raises OSError where a file cannot be read."""
        context = self._context()
        if self.login is None:
            return BaseSecurity(ssl_context=context)
        kind = SASLPlaintext if self.login.mechanism is Mechanism.PLAIN else SASLScram512
        return kind(self.login.username, self.login.password(), ssl_context=context)

    def _context(self) -> ssl.SSLContext | None:
        return self.certificates.context() if self.security.encrypted else None
