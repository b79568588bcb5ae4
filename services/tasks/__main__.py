"""`python -m services.tasks`"""

from services.tasks.app import create
from services.tasks.settings import Settings
from shared.chassis import serve


def main() -> None:
    settings = Settings()
    serve(create(settings), settings)


if __name__ == "__main__":
    main()
