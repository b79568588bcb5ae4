"""`python -m deploy.local.loading GATEWAY_URL DATA_DIRECTORY`: loads the sample provinces, a line of output per step."""

import asyncio
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Exit code 1, and one line that says why, where the data is not complete; loading again goes on from there."""
    from deploy.local.demo import DemoNotLoaded, load

    gateway_url, data_directory = arguments
    try:
        asyncio.run(load(gateway_url, Path(data_directory), lambda line: print(line, flush=True)))
    except DemoNotLoaded as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
