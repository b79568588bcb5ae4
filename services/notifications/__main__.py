"""`python -m services.notifications`"""

from services.notifications.app import create
from services.notifications.settings import Settings
from shared.chassis import read_settings, serve


def main() -> None:
    settings = read_settings(Settings)
    serve(create(settings), settings)


if __name__ == "__main__":
    main()
