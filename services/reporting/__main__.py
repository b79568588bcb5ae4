"""`python -m services.reporting`"""

from services.reporting.app import create
from services.reporting.settings import Settings
from shared.chassis import read_settings, serve


def main() -> None:
    settings = read_settings(Settings)
    serve(create(settings), settings)


if __name__ == "__main__":
    main()
