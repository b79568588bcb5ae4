"""Working sessions of the sample data, and what units commit themselves to there."""

from collections.abc import Iterator
from itertools import zip_longest

from deploy.local.demo.records import Record, Records

Commitment = tuple[Record, int, Record]
"""The session, the number of the commitment among its own, from 1, and the commitment."""


def in_turn(records: Records) -> Iterator[list[Commitment]]:
    """The first commitment of each session, then the second of each, and so on: they are numbered in the order of arrival."""
    numbered = ([(session, *one) for one in enumerate(session["commitments"], start=1)] for session in records.sessions)
    for turn in zip_longest(*numbered):
        yield [commitment for commitment in turn if commitment]
