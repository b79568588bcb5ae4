"""A service whose store or bus needs a password: nothing that it says or logs shows it, even where it logs everything."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deploy.local import PROJECT, keys, ports
from deploy.local.readiness import get
from tests.integration.local.test_supervisor import until_async

SECRET = "hid-den"
# One that nobody answers, and one that no driver can read.
URLS = ("mongodb://tiendo:hid-den@127.0.0.1:1/?serverSelectionTimeoutMS=200", "mongodb://tiendo:hid-den/@127.0.0.1:1/")


@asynccontextmanager
async def tasks(folder: Path, url: str, given: str) -> AsyncIterator[tuple[int, Path]]:
    """The service alone: its port and its log. `given`: by the environment or by a file."""
    keys.create_missing(folder)
    (folder / "url").write_text(url)
    (folder / "password").write_text(SECRET)
    (port,) = ports.choose(1)
    environment = {
        "TIENDO_PORT": str(port),
        "TIENDO_STORE_URL_FILE" if given == "file" else "TIENDO_STORE_URL": str(folder / "url")
        if given == "file"
        else url,
        "TIENDO_KAFKA": "127.0.0.1:1",
        "TIENDO_KAFKA_SECURITY": "sasl_plaintext",
        "TIENDO_KAFKA_SASL_MECHANISM": "PLAIN",
        "TIENDO_KAFKA_SASL_USERNAME": "tiendo",
        "TIENDO_KAFKA_SASL_PASSWORD_FILE": str(folder / "password"),
        "TIENDO_JWKS": str(keys.public_keys(folder)),
        "TIENDO_ISSUER": keys.ISSUER,
        "TIENDO_INTERNAL_KEY_FILE": str(keys.internal_key(folder)),
        "TIENDO_LOG_LEVEL": "debug",
    }
    log = folder / "log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "services.tasks"),
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            cwd=PROJECT,
            stdout=output,
            stderr=output,
        )
    try:
        yield port, log
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize("given", ["environment", "file"])
async def test_a_store_that_is_away_is_told_of_without_its_password(tmp_path: Path, given: str) -> None:
    async with tasks(tmp_path, URLS[0], given) as (port, log):

        async def said() -> bool:
            return "the store is away, trying again" in log.read_text() and (await get(port, "/readyz")).status == 503

        await until_async(said)
        answer = (await get(port, "/readyz")).body
        assert "127.0.0.1:1: " in answer
        assert SECRET not in answer + log.read_text()


async def test_a_url_that_no_driver_can_read_ends_the_start_without_its_password(tmp_path: Path) -> None:
    async with tasks(tmp_path, URLS[1], "environment") as (_, log):

        async def said() -> bool:
            return "ValueError: " in log.read_text() or "the store is away" in log.read_text()

        await until_async(said)
        assert SECRET not in log.read_text()
