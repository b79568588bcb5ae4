"""`python -m deploy.local.loading GATEWAY_URL DATA_DIRECTORY`: loads the sample provinces, a line of output per step."""

import asyncio
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    from deploy.local.demo import load

    gateway_url, data_directory = arguments
    asyncio.run(load(gateway_url, Path(data_directory), lambda line: print(line, flush=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
