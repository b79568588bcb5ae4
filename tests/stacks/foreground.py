"""Runs a server for a person or another program: says where it listens, ends on SIGINT and SIGTERM."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol, TypeVar

from tests.stacks.java import StackUnavailable


class Server(Protocol):
    """What every stack's server can do."""

    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


AnyServer = TypeVar("AnyServer", bound=Server)


def run_in_foreground(make: Callable[[Path, int | None], AnyServer], address: Callable[[AnyServer], str]) -> None:
    """Prints `ready ADDRESS` when it can be used. `--data DIR` keeps what it stores, otherwise that ends with it."""
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int)
    options.add_argument("--data", type=Path)
    chosen = options.parse_args()
    asked = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    with tempfile.TemporaryDirectory() as temporary:
        place: Path = chosen.data or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        try:
            server = make(place, chosen.port)
        except StackUnavailable as problem:
            sys.exit(str(problem))
        server.start()
        sys.stdout.write(f"ready {address(server)}\n")
        sys.stdout.flush()
        while server.running and not asked.wait(0.5):
            continue
        server.stop()
