"""An archive becomes a tenant again: checked whole before anything is written, then written so that a repetition goes on."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import orjson

from shared.messaging.archives import FORMAT, MANIFEST, Kept, Listed, Manifest, Show, lines_of
from shared.messaging.journal import GENESIS, JOURNAL, link
from shared.storage import AlreadyExists, Collection, CollectionSpec, Document, Store
from shared.tenancy import TenantId, is_identifier

RESTORES = CollectionSpec("restores")
_MARK = "restore"
_CHUNK = 500


class Damaged(Exception):
    """The archive is not what its manifest says."""


class Newer(Exception):
    """A newer version wrote the archive."""


class NotEmpty(Exception):
    """The tenant has data that do not come from this archive."""


def checked_manifest(folder: Path, show: Show) -> Manifest:
    """Every digest, every count, and the journal's chain. Raises Damaged, Newer."""
    try:
        manifest: Manifest = orjson.loads((folder / MANIFEST).read_bytes())
        if manifest["format"] > FORMAT:
            raise Newer(str(manifest["format"]))
        _check(folder, manifest, show)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise Damaged(f"{MANIFEST}: {problem}") from problem
    return manifest


class Restore:
    """One archive into one store."""

    def __init__(self, store: Store, folder: Path, manifest: Manifest, kept: Sequence[Kept], show: Show) -> None:
        self._store = store
        self._folder = folder
        self._manifest = manifest
        self._tenant = TenantId(manifest["tenant"])
        self._kept = {each.aggregates.spec.name: each for each in kept}
        self._show = show

    async def run(self) -> bool:
        """True where it was restored now, False where it had been. Raises NotEmpty, StorageError."""
        marks = self._store.collection(RESTORES, self._tenant)
        mark = await marks.get(_MARK)
        digest = hashlib.sha256((self._folder / MANIFEST).read_bytes()).hexdigest()
        if mark is None:
            if await self._has_data():
                raise NotEmpty
            mark = await marks.insert({"id": _MARK, "digest": digest, "done": False})
        if mark["digest"] != digest:
            raise NotEmpty
        if mark["done"]:
            return False
        for listed in self._aggregates_first():
            await self._write(listed)
        await marks.replace({**mark, "done": True}, mark["revision"])
        return True

    def _aggregates_first(self) -> list[Listed]:
        """Whoever reads the journal may ask for the aggregates at once."""
        return sorted(self._manifest["files"], key=lambda listed: listed["collection"] == JOURNAL.name)

    async def _has_data(self) -> bool:
        specs = [JOURNAL, *(kept.aggregates.spec for kept in self._kept.values())]
        return any([(await self._store.collection(spec, self._tenant).find({}, limit=1)).items for spec in specs])

    async def _write(self, listed: Listed) -> None:
        name, written = listed["collection"], 0
        spec = JOURNAL if name == JOURNAL.name else self._kept[name].aggregates.spec
        collection = self._store.collection(spec, self._tenant)
        for some in _chunks(self._documents(listed)):
            await _insert(collection, some)
            written += len(some)
            self._show(name, written, listed["documents"])

    def _documents(self, listed: Listed) -> Iterator[Document]:
        kept = self._kept.get(listed["collection"])
        for document in lines_of(self._folder / listed["name"]):
            yield kept.aggregates.document_of(document["state"], document["commands"]) if kept else document


async def _insert(collection: Collection, documents: list[Document]) -> None:
    """What an interrupted run has written is left as it is."""
    while documents:
        try:
            await collection.insert_many(documents)
            documents = []
        except AlreadyExists as collision:
            documents = documents[collision.position + 1 :]


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while some := list(islice(waiting, _CHUNK)):
        yield some


def _check(folder: Path, manifest: Manifest, show: Show) -> None:
    if not is_identifier(manifest["tenant"]):
        raise Damaged("the tenant is no id")
    if JOURNAL.name not in {listed["collection"] for listed in manifest["files"]}:
        raise Damaged("there is no journal")
    for listed in manifest["files"]:
        if listed["name"] != f"{listed['collection']}.ndjson" or not is_identifier(listed["name"]):
            raise Damaged(f"{listed['name']} is no file of an archive")
        digest, count = hashlib.sha256(), 0
        with (folder / listed["name"]).open("rb") as file:
            for line in file:
                digest.update(line)
                count += 1
        if (digest.hexdigest(), count) != (listed["sha256"], listed["documents"]):
            raise Damaged(f"{listed['name']} is not the file that was written")
        show("check", count, count)
    _check_chain(folder, manifest)


def _check_chain(folder: Path, manifest: Manifest) -> None:
    previous, seen = GENESIS, 0
    for entry in lines_of(folder / f"{JOURNAL.name}.ndjson"):
        seen += 1
        sound = entry["previous"] == previous and entry["hash"] == link(previous, entry["body"])
        if entry["sequence"] != seen or not sound or orjson.loads(entry["body"])["tenant"] != manifest["tenant"]:
            raise Damaged(f"event {seen} of the journal was altered")
        previous = entry["hash"]
    if (seen, previous) != (manifest["head"], manifest["head_hash"]):
        raise Damaged("the journal does not end where the manifest says")
