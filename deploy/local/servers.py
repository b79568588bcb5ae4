"""Real servers in place of the embedded ones: are TIENDO_STORE_URL and TIENDO_KAFKA right, and does anybody answer there?

`python -m deploy.local.servers` asks the store of TIENDO_STORE_URL, in a process of its own: a driver is large.
"""

import asyncio
import os
import struct
import sys
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local import PROJECT
from deploy.local.language import Refusal, say

_SECONDS = 5.0
_STORE_SECONDS = 8.0  # longer than a driver waits, for its reason is better than ours
_API_VERSIONS = 18
CORRELATION = 20_230_602


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
    """At least one of the servers must speak the Kafka protocol. Raises Refusal."""
    asked = [speaks_kafka(host, port) for host, port in kafka_addresses(setting)]
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
    if scheme in {"mongodb", "mongodb+srv"} and urlsplit(url).hostname:
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
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "deploy.local.servers"),
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TIENDO_STORE_URL": url},
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    if process.returncode:
        reason = (errors.decode("utf-8", "replace").strip().splitlines() or ["?"])[-1]
        raise Refusal(
            f"kho dữ liệu ở {urlsplit(url).hostname} không trả lời: hãy kiểm tra TIENDO_STORE_URL ({reason})",
            f"the store at {urlsplit(url).hostname} does not answer: check TIENDO_STORE_URL ({reason})",
        )


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


async def _open_and_close(url: str) -> int:
    from shared.storage import StorageError, connect

    store = connect(url, "tasks")
    try:
        async with asyncio.timeout(_STORE_SECONDS):
            await store.open([])
    except TimeoutError:
        print(say("hết thời gian chờ", "no answer in time"), file=sys.stderr)
        return 1
    except (StorageError, ValueError) as error:
        print(in_short(error), file=sys.stderr)
        return 1
    finally:
        await store.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_open_and_close(os.environ["TIENDO_STORE_URL"])))
