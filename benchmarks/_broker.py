"""The broker of a measurement: a real Apache Kafka where Java and Maven are there, otherwise the embedded bus, and says which."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.stacks.java import StackUnavailable
from tests.stacks.kafka import KafkaServer


@contextmanager
def broker() -> Iterator[tuple[str, str]]:
    """Address and name. TIENDO_KAFKA names one that runs already."""
    if named := os.environ.get("TIENDO_KAFKA"):
        yield named, f"the Kafka at {named}"
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            server = KafkaServer(Path(folder))
        except StackUnavailable as problem:
            print(f"no Apache Kafka here ({problem}): measuring on the embedded bus")
            with _embedded_bus() as address:
                yield address, "the embedded bus"
            return
        server.start()
        try:
            yield server.address, "Apache Kafka 4.1.0"
        finally:
            server.stop()


@contextmanager
def _embedded_bus() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-m", "deploy.local.bus"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["address"]
        finally:
            process.terminate()
