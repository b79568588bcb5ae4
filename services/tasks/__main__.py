"""`python -m services.tasks`: the service; with `export` or `restore` a tenant is put into files, or taken out of them."""

import sys

from services.tasks.adapters import archives
from services.tasks.app import create
from services.tasks.settings import Settings
from shared.chassis import read_settings, serve


def main() -> None:
    if len(sys.argv) > 1:
        raise SystemExit(archives.run(sys.argv[1:]))
    settings = read_settings(Settings)
    serve(create(settings), settings)


if __name__ == "__main__":
    main()
