"""What all clients of the bus share: how to tell why it cannot be used, and how to leave it.

aiokafka keeps the reason of a failed start to itself, so it is asked for here.
"""

import asyncio
import contextlib
import ssl
import time
from typing import Any, Protocol

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from shared.messaging.security import BusAccess
from shared.observability import metrics

RETRY_BACKOFF_MS = 500
_STOP_SECONDS = 4.0
_PROBE_SECONDS = 1.5  # less than the patience of /readyz
_FRESH_SECONDS = 15.0


class BusAway(Exception):
    """The bus cannot be used. Meanwhile everything travels by the journal, so a service works on without it."""


async def reach(access: BusAccess, seconds: float = 5.0) -> None:
    """Connects as every client does; one server that lets us in is enough. Raises BusAway with what another one said."""
    try:
        options = access.client_options()
    except OSError as problem:
        raise BusAway(str(problem)) from problem
    servers = collect_hosts(options.pop("bootstrap_servers"), randomize=False)
    refusals = await asyncio.gather(*(_refusal(host, port, options, seconds) for host, port, _ in servers))
    if all(refusals):
        raise BusAway(refusals[0])


async def explain(access: BusAccess, problem: Exception) -> str:
    """Why a client failed: what the servers say now, or else what it said itself. Never a password."""
    try:
        await reach(access)
    except BusAway as reason:
        return str(reason)
    return str(problem) or type(problem).__name__


class Client(Protocol):
    async def stop(self) -> None: ...


async def stopped(client: Client) -> None:
    """A client's stop() may hang while the bus is away; what it held is in the journal anyway."""
    with contextlib.suppress(TimeoutError, KafkaError):
        await asyncio.wait_for(client.stop(), _STOP_SECONDS)


class BusProbe:
    """A check for /readyz. Its answer is kept for a quarter of a minute: probes are frequent, and a handshake is work."""

    def __init__(self, access: BusAccess) -> None:
        self._access = access
        self._asked_at = -_FRESH_SECONDS
        self._refusal = ""

    async def __call__(self) -> None:
        """Raises BusAway."""
        if time.monotonic() - self._asked_at >= _FRESH_SECONDS:
            self._asked_at = time.monotonic()
            self._refusal = await self._ask()
            metrics.bus_away.set(1 if self._refusal else 0)
        if self._refusal:
            raise BusAway(self._refusal)

    async def _ask(self) -> str:
        try:
            await reach(self._access, _PROBE_SECONDS)
        except BusAway as away:
            return str(away)
        return ""


async def _refusal(host: str, port: int, options: dict[str, Any], seconds: float) -> str:
    """What stands in the way of using that server; empty where nothing does."""
    try:
        async with asyncio.timeout(seconds):
            await _greet(host, port, options)
    except (KafkaError, OSError, TimeoutError) as problem:
        return f"{host}:{port} {_in_words(problem)}"
    return ""


async def _greet(host: str, port: int, options: dict[str, Any]) -> None:
    """One question more than the handshake: a listener that wants to know who asks says so only now."""
    connection = await create_conn(host, port, **options)
    try:
        await connection.send(MetadataRequest([]))
    finally:
        connection.close()


def _in_words(problem: Exception) -> str:
    """What a server's refusal means, and the setting to look at."""
    match problem:
        case ssl.SSLCertVerificationError():
            return f"shows a certificate that is not trusted ({problem.verify_message}): TIENDO_KAFKA_CA_FILE"
        case SaslAuthenticationFailed():
            return "refuses the user or the password: TIENDO_KAFKA_SASL_USERNAME, TIENDO_KAFKA_SASL_PASSWORD_FILE"
        case UnsupportedSaslMechanismError():
            return "offers another mechanism: TIENDO_KAFKA_SASL_MECHANISM"
        case ssl.SSLError() | IllegalSaslStateError() | KafkaConnectionError() | ConnectionResetError():
            return "ends the handshake: TIENDO_KAFKA_SECURITY, TIENDO_KAFKA_CERT_FILE"
        case TimeoutError():
            return "does not answer in time"
    return f"cannot be used: {problem}"
