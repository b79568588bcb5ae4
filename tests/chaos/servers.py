"""The bus and the store of a stack, each behind a proxy where it is a server of its own."""

import os
import signal
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Literal

from deploy.local import ports
from tests.chaos.proxy import HOST, Proxy, Weather
from tests.chaos.undisturbed import Undisturbed
from tests.stacks.kafka import KafkaServer
from tests.stacks.mongo_wire import MongoWireServer

Stack = Literal["embedded", "kafka", "mongo"]


class Servers:
    """`embedded` has none: the bus is a part of the installation, the store is files. `mongo` has Apache Kafka too.

    Raises StackUnavailable where the machine cannot run them.
    """

    def __init__(self, stack: Stack, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.kafka: KafkaServer | None = None
        self.mongo: MongoWireServer | None = None
        self.proxies: dict[str, Proxy] = {}
        self._open = AsyncExitStack()
        self._undisturbed = Undisturbed()
        if stack != "embedded":
            own, before = ports.choose(2)
            kafka = self.kafka = KafkaServer(folder, own, proxy_port=before)
            self.proxies["kafka"] = Proxy("kafka", lambda: kafka.behind_port, before)
        if stack == "mongo":
            own, before = ports.choose(2)
            mongo = self.mongo = MongoWireServer(folder, own)
            self.proxies["mongo"] = Proxy("mongo", lambda: mongo.port, before)

    async def start(self) -> None:
        """The proxies first: a server takes long, and somebody else might take their ports meanwhile."""
        for proxy in self.proxies.values():
            await proxy.start()
            self._open.push_async_callback(proxy.close)
        for server in (self.kafka, self.mongo):
            if server is not None:
                self._open.push_async_callback(self._undisturbed.do, server.stop)
                await self._undisturbed.do(server.start)

    async def stop(self) -> None:
        await self._open.aclose()

    async def kill_kafka(self) -> None:
        if self.kafka is not None:
            await self._undisturbed.do(self.kafka.kill)

    async def start_kafka(self) -> None:
        """Where it does not run. Raises RuntimeError where it does not come up."""
        if self.kafka is not None:
            kafka = self.kafka
            await self._undisturbed.do(lambda: None if kafka.running else kafka.start())

    def resume(self) -> None:
        """Servers that a fault has stopped (SIGSTOP) go on."""
        for pid in [server.pid for server in (self.kafka, self.mongo) if server is not None and server.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def environment(self) -> dict[str, str]:
        """What tells an installation to use them, through their proxies."""
        told = {}
        if self.kafka is not None:
            told["TIENDO_KAFKA"] = f"{HOST}:{self.proxies['kafka'].port}"
        if self.mongo is not None:
            told["TIENDO_STORE_URL"] = f"mongodb://{HOST}:{self.proxies['mongo'].port}"
        return told

    def clear(self) -> None:
        for proxy in self.proxies.values():
            proxy.set(Weather.CLEAR)
