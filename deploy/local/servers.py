"""Real servers in place of the embedded ones: are TIENDO_STORE_URL and TIENDO_KAFKA right, and does anybody answer there?"""

import asyncio
import os
import struct
import sys
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local import PROJECT
from deploy.local.language import Refusal

_SECONDS = 5.0
_API_VERSIONS = 18
CORRELATION = 20_230_602


def named_store() -> str | None:
    """The URL that TIENDO_STORE_URL_FILE holds or TIENDO_STORE_URL gives; None where neither does. Raises Refusal."""
    file = os.environ.get("TIENDO_STORE_URL_FILE")
    if not file:
        return os.environ.get("TIENDO_STORE_URL") or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refusal(
            f"không đọc được {file} ({error.strerror}): hãy sửa TIENDO_STORE_URL_FILE",
            f"cannot read {file} ({error.strerror}): correct TIENDO_STORE_URL_FILE",
        ) from error


def named_kafka() -> str | None:
    """TIENDO_KAFKA; None where it is not set, and then nothing else may be said about a Kafka. Raises Refusal."""
    kafka = os.environ.get("TIENDO_KAFKA") or None
    if kafka is None and (others := _about_kafka()):
        names = ", ".join(others)
        raise Refusal(
            f"{names} cần một máy chủ Kafka: hãy đặt TIENDO_KAFKA, hoặc bỏ các biến này để dùng bus đi kèm",
            f"{names} need a Kafka server: set TIENDO_KAFKA, or unset them to use the embedded bus",
        )
    return kafka


def _about_kafka() -> list[str]:
    return sorted(name for name, value in os.environ.items() if name.startswith("TIENDO_KAFKA_") and value)


def kafka_addresses(setting: str) -> list[tuple[str, int]]:
    """`host:port[,host:port…]`. Raises Refusal."""
    addresses = []
    for server in setting.split(","):
        host, colon, port = server.strip().rpartition(":")
        if not colon or not host or "/" in server or not port.isdecimal() or not 0 < int(port) < 65536:
            raise Refusal(
                f"TIENDO_KAFKA phải có dạng máy:cổng[,máy:cổng], không phải {setting!r}",
                f"TIENDO_KAFKA must be host:port[,host:port], not {setting!r}",
            )
        addresses.append((host.strip("[]"), int(port)))
    return addresses


async def require_kafka(setting: str) -> None:
    """At least one of the servers must speak the Kafka protocol, and let us in. Raises Refusal."""
    addresses = kafka_addresses(setting)
    if _about_kafka():
        if reason := await _asked("kafka", ""):
            raise Refusal(f"không dùng được Kafka: {reason}", f"Kafka cannot be used: {reason}")
        return
    asked = [speaks_kafka(host, port) for host, port in addresses]
    if not any(await asyncio.gather(*asked)):
        raise Refusal(
            f"không có máy chủ Kafka nào trả lời ở {setting}: hãy kiểm tra TIENDO_KAFKA, hoặc bỏ biến này để dùng bus đi kèm",
            f"no Kafka server answers at {setting}: check TIENDO_KAFKA, or unset it to use the embedded bus",
        )


async def speaks_kafka(host: str, port: int) -> bool:
    """Sends an ApiVersions request, version 0 (KIP-35), and looks for its correlation id in the answer."""
    request = struct.pack(">hhih", _API_VERSIONS, 0, CORRELATION, -1)
    try:
        async with asyncio.timeout(_SECONDS):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(struct.pack(">i", len(request)) + request)
                _, correlation = struct.unpack(">ii", await reader.readexactly(8))
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False
    return bool(correlation == CORRELATION)


def require_store_url(url: str) -> None:
    """Raises Refusal for anything but `sqlite:///absolute/dir` and `mongodb://…`."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return
    if scheme in {"mongodb", "mongodb+srv"} and host_of(url):
        return
    raise Refusal(
        "TIENDO_STORE_URL phải có dạng sqlite:///thư/mục/tuyệt/đối hoặc mongodb://máy:cổng/",
        "TIENDO_STORE_URL must look like sqlite:///absolute/directory or mongodb://host:port/",
    )


async def require_store(url: str) -> None:
    """Raises Refusal where the store does not open, with the reason but never with the URL, which may hold a password."""
    require_store_url(url)
    if url.startswith("sqlite://"):
        _require_directory(Path(url.removeprefix("sqlite://")))
        return
    if reason := await _asked("store", url):
        raise Refusal(
            f"kho dữ liệu ở {host_of(url)} không trả lời: hãy kiểm tra TIENDO_STORE_URL ({reason})",
            f"the store at {host_of(url)} does not answer: check TIENDO_STORE_URL ({reason})",
        )


def host_of(url: str) -> str:
    """The part of a URL that may be told; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def in_short(error: Exception) -> str:
    """The first clause of what a driver said: the rest is its settings and the state of its pool."""
    return str(error).partition(" (")[0].partition("\n")[0] or type(error).__name__


def _require_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        if not os.access(directory, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        raise Refusal(
            f"không ghi được {directory} ({error.strerror}): hãy sửa TIENDO_STORE_URL",
            f"cannot write {directory} ({error.strerror}): correct TIENDO_STORE_URL",
        ) from error


async def _asked(server: str, url: str) -> str:
    """The complaint of `deploy.local.asking`, which runs in a process of its own: drivers are large. Empty for none.

    The URL goes through a pipe, since it may hold a password.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "deploy.local.asking", server),
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate(url.encode())
    said = errors.decode("utf-8", "replace").strip().splitlines() or ["?"]
    return said[-1] if process.returncode else ""
