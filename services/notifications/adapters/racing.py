"""Writing beside others: an attempt that lost is made again from what the winner has left."""

from collections.abc import Callable, Iterable, Sequence

from shared.storage import Collection, Document, StaleRevision

# Losing this often means that something else is wrong; the caller's own repetition takes over.
TRIES = 50

Rewrite = Callable[[str, Document | None], Document | None]


async def lost_among(collection: Collection, documents: Sequence[Document]) -> frozenset[str]:
    """Writes the documents, and returns the ids of those that somebody else has written since they were read."""
    if not documents:
        return frozenset()
    try:
        await collection.upsert_many(documents)
    except StaleRevision as stale:
        return frozenset(stale.ids)
    return frozenset()


async def succeed(collection: Collection, document: Document) -> bool:
    """Puts a version in the place of the one before it. False where somebody else has done so."""
    stored = await collection.get(document["id"])
    if (stored["version"] if stored else 0) != document["version"] - 1:
        return False
    return not await lost_among(collection, [{**document, "revision": stored["revision"] if stored else 0}])


async def rewrite(collection: Collection, keys: Iterable[str], decide: Rewrite) -> None:
    """Stores what `decide` makes of each document, asking again where somebody else was faster; None leaves it as it is."""
    waiting = list(keys)
    for _ in range(TRIES):
        if not waiting:
            return
        found = await collection.get_many(waiting)
        decided = [(found.get(key), decide(key, found.get(key))) for key in waiting]
        changed = [{**after, "revision": before["revision"] if before else 0} for before, after in decided if after]
        waiting = sorted(await lost_among(collection, changed))
    raise StaleRevision(tuple(waiting))
