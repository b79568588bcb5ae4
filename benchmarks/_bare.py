"""What any service must pay for a change: a FastAPI route that validates a small body and does one durable write."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from shared.chassis.serving import spare_the_collector
from shared.events import new_event_id
from shared.storage import CollectionSpec, connect
from shared.tenancy import TenantId
from tests.stacks.process import ServerProcess, free_port

_CHANGES = CollectionSpec("changes")
_TENANT = TenantId("bench")


class Change(BaseModel):
    to: str
    reason: str


def application(folder: str) -> FastAPI:
    store = connect(f"sqlite://{folder}", "bare")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await store.open([_CHANGES])
        print("ready", flush=True)
        yield
        await store.close()

    app = FastAPI(lifespan=lifespan)

    @app.post("/changes")
    async def change(change: Change) -> dict[str, str]:
        document = {"id": new_event_id(), **change.model_dump()}
        await store.collection(_CHANGES, _TENANT).insert(document)
        return document

    return app


@contextmanager
def bare_service(folder: Path) -> Iterator[str]:
    """Its address."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks._bare", str(folder), str(port)]
    server = ServerProcess(command, folder / "bare.log", "ready")
    server.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


if __name__ == "__main__":
    spare_the_collector()
    uvicorn.run(application(sys.argv[1]), port=int(sys.argv[2]), log_config=None, access_log=False)
