"""Found by Python at its start; does nothing but in a service's process of this program, then gives way to the system's own."""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

_HERE = os.path.realpath(os.path.dirname(__file__))  # noqa: PTH120 - pathlib would be loaded by every Python process


def _hook(folder: str) -> None:
    services = [word for word in sys.orig_argv if word.startswith("services.")]
    if services:
        from tests.chaos.points.hooks import install  # noqa: PLC0415 - nothing is loaded where nothing is to be done

        install(services[0].split(".")[1], folder)


def _give_way() -> None:
    """Python takes the first module of this name; the one behind it is somebody's own and must run too."""
    spec = PathFinder.find_spec("sitecustomize", [path for path in sys.path if os.path.realpath(path) != _HERE])
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if "TIENDO_CHAOS_DIR" in os.environ:
    _hook(os.environ["TIENDO_CHAOS_DIR"])
_give_way()
