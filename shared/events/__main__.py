"""`python -m shared.events generate | check`: keeps schemas, AsyncAPI and the page equal to the catalogue."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from shared.events.generate import artefacts, broken_promises, missing_examples, stale, write

_ROOT = Path(__file__).parents[2]
_WAY_OUT = "Give the changed contract a new version of its event type (docs/events.md says what a version may gain)."


def main(arguments: list[str] | None = None, root: Path = _ROOT) -> int:
    """0 where all is well; 1 where a contract is broken or a file is stale, with the reason on standard error."""
    parser = ArgumentParser(prog="python -m shared.events", description=__doc__)
    parser.add_argument("action", choices=("generate", "check"))
    action = parser.parse_args(arguments).action
    if faults := broken_promises(root):
        return _refuse("Incompatible with the committed schemas:", [*faults, _WAY_OUT])
    return _generate(root) if action == "generate" else _check(root)


def _generate(root: Path) -> int:
    for path in write(root, artefacts()):
        sys.stdout.write(f"wrote {path}\n")
    return 0


def _check(root: Path) -> int:
    if diffs := stale(root, artefacts()):
        return _refuse("Stale; run `python -m shared.events generate`:", diffs)
    if names := missing_examples(root):
        return _refuse("Without an example in shared/events/examples:", names)
    return 0


def _refuse(reason: str, details: list[str]) -> int:
    sys.stderr.write("\n".join([reason, *details]) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
