"""`python -m tests.chaos`, which `./tiendo chaos` runs."""

import argparse
import asyncio
import logging
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.chaos.plays import faults_of_the_seed
from tests.chaos.run import Play, Run, Wish
from tests.chaos.run_directory import RunDirectory
from tests.chaos.scenarios import SCENARIOS
from tests.chaos.servers import Stack
from tests.stacks.java import StackUnavailable

_SHORTEST = 0.1


def main() -> int:
    """Exit code 0 where everything holds, 1 where something does not, 2 where the stack cannot run here."""
    wanted = _parser().parse_args()
    try:
        return _judge_the_judge(wanted.planted, wanted.stack) if wanted.planted else _run(wanted)
    except StackUnavailable as problem:
        sys.stderr.write(f"chaos: this stack cannot run here: {problem}\n")
        return 2


def _run(wanted: argparse.Namespace) -> int:
    for noisy in ("aiokafka", "asyncio"):  # they tell at length what is done to them on purpose
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    path = Path(wanted.keep) if wanted.keep else Path(tempfile.mkdtemp(prefix="tiendo-chaos-"))
    wish = Wish(wanted.seed, wanted.minutes, wanted.stack, wanted.rate, wanted.scenario)
    try:
        return asyncio.run(_conduct(wish, path, SCENARIOS.get(wanted.scenario, faults_of_the_seed)))
    finally:
        if wanted.keep:
            sys.stdout.write(f"chaos: kept in {path}\n")
        else:
            shutil.rmtree(path, ignore_errors=True)


def _judge_the_judge(name: str, stack: Stack) -> int:
    from tests.chaos.defects import run  # noqa: PLC0415 - reads the whole domain, which a load does not need

    return int(not run(name, stack))


async def _conduct(wish: Wish, path: Path, play: Play) -> int:
    run = Run(wish, RunDirectory(path))
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, run.stopping.set)
    report = await run.conduct(play)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return int(report.failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./tiendo chaos", allow_abbrev=False)
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same schedule of faults")
    parser.add_argument("--minutes", type=_minutes, default=3.0)
    parser.add_argument("--stack", choices=("embedded", "kafka", "mongo"), default="embedded")
    parser.add_argument("--rate", type=float, default=30.0, help="commands a second, of all provinces together")
    parser.add_argument("--scenario", choices=SCENARIOS, help="a measurement instead of the faults of the seed")
    parser.add_argument(
        "--planted", metavar="NAME", help="one planted defect, or all: is it seen? (docs/invariants.md)"
    )
    parser.add_argument("--keep", metavar="DIR", help="keep everything that the run leaves behind in this new folder")
    return parser


def _minutes(text: str) -> float:
    minutes = float(text)
    if minutes < _SHORTEST:
        raise argparse.ArgumentTypeError(f"at least {_SHORTEST}")
    return minutes


if __name__ == "__main__":
    sys.exit(main())
