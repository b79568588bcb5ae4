"""From the folder of a run and the installation at rest to evidence."""

import dataclasses
from functools import partial

import httpx2

from tests.chaos.evidence import Evidence
from tests.chaos.gathering import api, files, metrics, outside, probes, stores, tokens
from tests.chaos.installation import Installation
from tests.chaos.run_directory import RunDirectory

__all__ = ["PATIENCE", "Installation", "gather"]

PATIENCE = 15.0
"""Seconds: three times the pause between two looks at the journal."""


async def gather(directory: RunDirectory, installation: Installation, patience: float = PATIENCE) -> Evidence:
    """What was written first, then what is kept, then what it says now; questions that could disturb come last.

    A part that is to show that it works has `patience` seconds for it.
    """
    evidence = files.read(directory, installation.stack)
    evidence = await stores.looked_at(evidence, installation)
    evidence = await outside.seen_outside(evidence, installation)
    for ask in (api.asked, partial(probes.felt, patience=patience), metrics.scraped, probes.strangers, tokens.tried):
        try:
            evidence = await ask(evidence, installation)
        except httpx2.HTTPError as problem:
            # What is broken for good must not hide what else there is to see.
            evidence = dataclasses.replace(evidence, unanswered=[*evidence.unanswered, repr(problem)])
    return evidence
