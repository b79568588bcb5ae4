"""`python -m deploy.containers.keys PRIVATE PUBLIC`: the demo issuer and our own keys, in two volumes.

PRIVATE holds everything and is for the `token` command alone. PUBLIC gets what the services read: the issuer's public
keys, the internal key and those of webhooks and sessions. So a service that is broken into cannot sign tokens.
Repeating it changes nothing.
"""

import os
import sys
from pathlib import Path

from deploy.local import keys
from deploy.local.datadir import DataDirectory


def prepare(private: Path, public: Path) -> None:
    """Both directories exist and are writable. Raises OSError, and Refusal where PRIVATE holds something else."""
    directory = DataDirectory(private)
    directory.create()
    keys.create_missing(directory.keys)
    for locate in (keys.public_keys, keys.internal_key, keys.webhook_key, keys.session_key):
        _copy(locate(directory.keys), locate(public))


def _copy(source: Path, target: Path) -> None:
    """For the owner only, and never half: a service may be reading."""
    unfinished = target.with_name(f"{target.name}.new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(source.read_bytes())
    unfinished.replace(target)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
