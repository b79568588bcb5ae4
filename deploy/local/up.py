"""`./tiendo up`: one installation in the foreground, until Ctrl-C or SIGTERM."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.local import keys, parts, ports, record
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal, say
from deploy.local.logs import last_words
from deploy.local.processes import Launcher, output_of
from deploy.local.servers import named_kafka, named_store, require_kafka, require_store
from deploy.local.supervisor import Plan, Supervisor

_DEMO_TRIES = 3  # loading resumes where it ended, so a service that is killed meanwhile costs one more try


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for. Port 0 means any free one."""

    directory: DataDirectory
    port: int
    demo: bool


def report(line: str) -> None:
    """Whoever reads our output may go away; the services stay."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


async def up(wish: Wish, draw_up: Callable[[Wish], Awaitable[Plan]]) -> int:
    """Exit code 0 after a stop that was asked for. Raises Refusal where something stands in the way.

    `draw_up` says what to run, once this is the only supervisor of the directory.
    """
    wish.directory.create()
    with wish.directory.hold():
        for part in record.end_leftovers(record.read(wish.directory.supervisor)):
            report(say(f"đã kết thúc {part.name} còn sót lại", f"ended {part.name}, left over from a killed start"))
        wish.directory.supervisor.unlink(missing_ok=True)
        installation = Installation(wish, await draw_up(wish))
        return await installation.run()


async def plan_of(wish: Wish) -> Plan:
    """The bus and the four services, with the real servers that the environment names. Raises Refusal."""
    if wish.port:
        ports.require_free(wish.port)
    _refuse_demo_of_another_issuer(wish)
    if kafka := named_kafka():
        await require_kafka(kafka)
    if store := named_store():
        await require_store(store)
    keys.create_missing(wish.directory.keys)
    chosen = dict(zip(parts.SERVICES, ports.choose(len(parts.SERVICES)), strict=True))
    if wish.port:
        chosen[parts.PUBLIC] = wish.port
    return Plan(parts.services(chosen, wish.directory, os.environ), kafka)


def _issuer() -> str | None:
    """The issuer that the environment names in place of the built-in one."""
    return os.environ.get("TIENDO_ISSUER") or os.environ.get("TIENDO_JWKS") or None


def _refuse_demo_of_another_issuer(wish: Wish) -> None:
    """Raises Refusal: the sample data is sent with tokens of the built-in issuer, which these services would not believe."""
    if wish.demo and _issuer():
        raise Refusal(
            "--demo cần bộ phát hành token đi kèm: hãy bỏ TIENDO_ISSUER và TIENDO_JWKS, hoặc chạy không có --demo",
            "--demo needs the built-in issuer of tokens: unset TIENDO_ISSUER and TIENDO_JWKS, or run it without --demo",
        )


class Installation:
    """A plan on its way from the first process to the last signal."""

    def __init__(self, wish: Wish, plan: Plan) -> None:
        self._wish = wish
        self._plan = plan
        self._launcher = Launcher()
        self._supervisor = Supervisor(plan, wish.directory, self._launcher, report)
        self._stop = asyncio.Event()

    async def run(self) -> int:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal)
        bringing_up = asyncio.create_task(self._bring_up())
        asked = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({bringing_up, asked}, return_when=asyncio.FIRST_COMPLETED)
            if bringing_up.done():
                bringing_up.result()
                await asked
        finally:
            for task in (bringing_up, asked):
                task.cancel()
            await asyncio.gather(bringing_up, asked, return_exceptions=True)
            report(say("đang dừng…", "stopping"))
            await self._supervisor.stop()
            self._launcher.close()
        return 0

    def _on_signal(self) -> None:
        """The second one ends everything at once."""
        if self._stop.is_set():
            self._supervisor.kill()
        self._stop.set()

    async def _bring_up(self) -> None:
        await self._supervisor.start()
        if self._wish.demo:
            await self._load_demo()
        for line in self._welcome():
            report(line)

    async def _load_demo(self) -> None:
        log = self._wish.directory.log("demo")
        for _ in range(_DEMO_TRIES):
            if await self._try_to_load_demo() == 0:
                return
        words = last_words(log)
        raise Refusal(
            f"không nạp được dữ liệu mẫu: {words} (nhật ký: {log}); hãy chạy lại, phần đã nạp được giữ nguyên",
            f"the sample data could not be loaded: {words} (log: {log}); run it again, what is loaded stays",
        )

    async def _try_to_load_demo(self) -> int:
        """In a process of its own, so that the memory it needs is given back."""
        directory = self._wish.directory
        command = ["deploy.local.loading", self._plan.url, str(directory.root.absolute())]
        loader = await self._launcher.start(command, {}, directory.log("demo"), piped=True)
        try:
            async for line in output_of(loader):
                report(line.decode().rstrip())
            return await loader.wait()
        finally:
            if loader.returncode is None:
                loader.kill()

    def _welcome(self) -> list[str]:
        url, option = self._plan.url, self._wish.directory.option
        embedded = "" if self._plan.kafka else say(" (đi kèm, chỉ giữ trong bộ nhớ)", " (embedded, in memory only)")
        caller = "--tenant nghe-an --role standing_officer" if self._wish.demo else "--tenant central --role ops"
        rows = [
            (say("dữ liệu", "data"), str(self._wish.directory.root)),
            ("bus", f"{self._supervisor.bus_address}{embedded}"),
            *((service.name, service.url) for service in self._plan.services),
            (say("thử API", "API page"), f"{url}/docs"),
            (say("lấy token", "get a token"), _issuer() or f"./tiendo token {caller}{option}"),
            (say("tình trạng", "status"), f"./tiendo status{option}"),
            (say("dừng", "stop"), "Ctrl-C"),
        ]
        return [*(f"  {name:<14} {value}" for name, value in rows), f"ready {url}"]
