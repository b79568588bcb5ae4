"""The web application, a package of its own that an installation may do without."""

from importlib import import_module
from pathlib import Path

_PACKAGE = "tiendo_web"


def web_directory() -> Path | None:
    """The folder with `index.html` and `assets/`; None where the package is missing or was not built."""
    try:
        package = import_module(_PACKAGE)
    except ModuleNotFoundError as problem:
        if problem.name != _PACKAGE:
            raise
        return None
    directory: Path | None = package.directory()
    return directory
