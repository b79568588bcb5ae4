"""`python -m tests.integration.local.fake_installation DIR PORT`: `up` with the real bus and two fake services."""

import asyncio
import os
import sys
from pathlib import Path

from deploy.local import ports
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal
from deploy.local.parts import Service
from deploy.local.supervisor import Plan
from deploy.local.up import Wish, up


async def two_services(wish: Wish) -> Plan:
    (inner,) = ports.choose(1)
    if wish.port:
        ports.require_free(wish.port)
    names = {"inner": inner, "gateway": wish.port}
    services = [
        Service(name, "tests.integration.local.fake_service", port, {"TIENDO_PORT": str(port)})
        for name, port in names.items()
    ]
    return Plan(services, os.environ.get("TIENDO_KAFKA"))


def main(directory: str, port: str) -> int:
    try:
        return asyncio.run(up(Wish(DataDirectory(Path(directory)), int(port), demo=False), two_services))
    except Refusal as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
