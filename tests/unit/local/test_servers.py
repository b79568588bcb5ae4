import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deploy.local import servers
from deploy.local.language import Refusal


@asynccontextmanager
async def a_server_that_says(answer: bytes) -> AsyncIterator[str]:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def test_addresses_of_kafka_are_hosts_with_ports() -> None:
    assert servers.kafka_addresses("one:9092, [::1]:9093") == [("one", 9092), ("::1", 9093)]


@pytest.mark.parametrize(
    "setting",
    ["localhost", "http://localhost:9092", "localhost:", ":9092", "localhost:kafka", "localhost:99999", "a:1,"],
)
def test_another_form_of_a_kafka_address_is_refused(setting: str) -> None:
    with pytest.raises(Refusal, match="TIENDO_KAFKA must be host:port"):
        servers.kafka_addresses(setting)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
async def test_a_server_that_is_not_kafka_is_refused(answer: bytes) -> None:
    async with a_server_that_says(answer) as address:
        with pytest.raises(Refusal, match=f"no Kafka server answers at {address}"):
            await servers.require_kafka(address)


async def test_one_kafka_server_that_answers_is_enough() -> None:
    answer = b"\x00\x00\x00\x0a" + servers.CORRELATION.to_bytes(4, "big") + b"\x00" * 6
    async with a_server_that_says(b"") as deaf, a_server_that_says(answer) as kafka:
        await servers.require_kafka(f"{deaf},{kafka}")


@pytest.mark.parametrize(
    "url", ["/var/lib/tiendo", "sqlite://relative", "postgres://db/", "mongodb://", "mongodb:db", ""]
)
def test_another_form_of_a_store_url_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="TIENDO_STORE_URL must look like"):
        servers.require_store_url(url)


@pytest.mark.parametrize(
    "url", ["sqlite:///var/lib/tiendo", "mongodb://db:27017/", "mongodb+srv://user:secret@cluster/"]
)
def test_the_two_kinds_of_stores_are_accepted(url: str) -> None:
    servers.require_store_url(url)


async def test_a_store_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match=r"cannot write .*correct TIENDO_STORE_URL"):
        await servers.require_store(f"sqlite://{tmp_path}/file/stores")


async def test_a_store_directory_is_made(tmp_path: Path) -> None:
    await servers.require_store(f"sqlite://{tmp_path}/stores")
    assert (tmp_path / "stores").is_dir()


def test_a_driver_is_quoted_up_to_its_first_clause() -> None:
    assert servers.in_short(OSError("db:1: refused (configured timeouts: 5 s), Topology: …")) == "db:1: refused"
    assert servers.in_short(TimeoutError()) == "TimeoutError"
