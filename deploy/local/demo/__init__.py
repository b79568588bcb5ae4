"""The sample provinces: three of them and the central level in 2024, loaded through the public API.

Loading is safe to repeat: what is there stays, what is missing is added.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from deploy.local import tokens
from deploy.local.datadir import DataDirectory
from deploy.local.demo.gateway import DemoNotLoaded, Patience, Tokens, connect
from deploy.local.demo.records import read
from deploy.local.demo.registrations import waves
from deploy.local.demo.sending import Loading
from deploy.local.language import say
from shared.calendar import SystemClock
from shared.tenancy import Role

__all__ = ["DemoNotLoaded", "load"]

_TOKEN_LIFETIME = timedelta(hours=1)


async def load(gateway_url: str, data_dir: Path, report: Callable[[str], None]) -> None:
    """Returns when the gateway shows the figures of everything that is loaded; a line to `report` per step.

    `data_dir` is the data directory of the installation; its issuer key signs the loader's tokens. Raises DemoNotLoaded.
    """
    commands = waves(read())
    callers = {(command.tenant, command.role) for wave in commands for command in wave}
    async with connect(gateway_url, _tokens(data_dir, callers), Patience()) as gateway:
        await Loading(gateway, report).run(commands)


def _tokens(data_dir: Path, callers: Iterable[tuple[str, Role]]) -> Tokens:
    keys, clock = DataDirectory(data_dir).keys, SystemClock()
    try:
        return {
            (tenant, role): tokens.issue(keys, tokens.principal(tenant, role, None), _TOKEN_LIFETIME, clock)
            for tenant, role in callers
        }
    except FileNotFoundError as problem:
        raise DemoNotLoaded(say(f"chưa có khóa ở {keys}", f"there are no keys in {keys}")) from problem
