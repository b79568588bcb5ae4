"""An installation with the sample provinces: loaded once in a run of the tests, copied for all who start from them."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.stacks.tiendo import Tiendo, running


@contextlib.contextmanager
def running_with_samples(data: Path, run: Path, environment: Mapping[str, str] | None = None) -> Iterator[Tiendo]:
    """On the embedded stack. `run` is a directory that all workers of the run share."""
    shutil.copytree(_loaded(run), data)
    with running(data, demo=False, environment=environment) as tiendo:
        yield tiendo


def _loaded(run: Path) -> Path:
    """The data directory of an installation that loaded them and was stopped; the first who asks makes it, others wait."""
    loaded, unfinished = run / "samples", run / "samples-unfinished"
    with (run / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            with running(unfinished):
                pass
            unfinished.rename(loaded)
    return loaded
