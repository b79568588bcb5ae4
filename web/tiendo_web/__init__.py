"""The built web application, or nothing where it was not built."""

from pathlib import Path

_STATIC = Path(__file__).parent / "static"


def directory() -> Path | None:
    """The folder with `index.html` and `assets/`; None in an installation made with SKIP_UI_BUILD=1."""
    return _STATIC if (_STATIC / "index.html").exists() else None
