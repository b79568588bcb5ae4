"""Runs an application as a process."""

import gc

import uvicorn
from fastapi import FastAPI

from shared.chassis.connections import BoundedConnection
from shared.chassis.settings import ServiceSettings
from shared.observability import logs

_GRACE_SECONDS = 3


def spare_the_collector() -> None:
    """What was imported lives as long as the process: the collector need not look through it again and again.

    It must still come often enough: what aiokafka has fetched and a reader skips (`_skip_to_newest`) stays behind as a cycle
    that holds the bytes of its records.
    """
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


def serve(app: FastAPI, settings: ServiceSettings) -> None:
    """Until SIGTERM or SIGINT; requests under way get three seconds to end."""
    logs.configure(settings.log_level)
    spare_the_collector()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        http=BoundedConnection,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
