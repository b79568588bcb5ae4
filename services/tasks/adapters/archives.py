"""`python -m services.tasks export | restore | reindex`: tenants in files, and the fields of queries anew.

On the store that TIENDO_STORE_URL names. Says how far it is in lines of JSON, for whoever started it.
"""

import asyncio
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson

from services.tasks.adapters.records import AGGREGATES, aggregates_of, stored_records
from services.tasks.adapters.works import WORKS
from services.tasks.ports import Records
from shared.calendar import SystemClock
from shared.events import ModelSnapshot, TaskSnapshot
from shared.messaging import CURSORS, JOURNAL, Journal, Sequencer
from shared.messaging.archives import MANIFEST, Export, Kept, NothingThere
from shared.messaging.reindexing import INDEX_EDITIONS, Reindexing
from shared.messaging.restoring import RESTORES, Damaged, Newer, NotEmpty, Restore, checked_manifest
from shared.storage import Store, connect
from shared.tenancy import TenantId

REFUSED = 4
_TARS = (".tar", ".tar.gz", ".tgz")


def run(arguments: Sequence[str]) -> int:
    """`export TENANT OUT`, `restore FILE` or `reindex`. Exit code 4 where it is refused; the last line says why."""
    try:
        match arguments:
            case ["export", tenant, out]:
                asyncio.run(_export(TenantId(tenant), Path(out)))
            case ["restore", file]:
                asyncio.run(_restore(Path(file)))
            case ["reindex"]:
                asyncio.run(_reindex())
            case _:
                return 2
    except (NothingThere, Damaged, Newer, NotEmpty) as refusal:
        _tell(refused=type(refusal).__name__, detail=str(refusal))
        return REFUSED
    return 0


def kept_by(records: Records) -> list[Kept]:
    """Every collection of aggregates; that of works holds two sorts."""
    return [
        Kept(each, (TaskSnapshot, ModelSnapshot) if each.spec == WORKS else (each.model,))
        for each in aggregates_of(records)
    ]


async def _export(tenant: TenantId, out: Path) -> None:
    folder = out.with_name(f"{out.name}.unfinished")
    store = await _opened()
    try:
        shutil.rmtree(folder, ignore_errors=True)
        manifest = await Export(store, tenant, kept_by(_records(store)), folder, _show).run(SystemClock())
    finally:
        await store.close()
    if out.name.endswith(_TARS):
        _pack(folder, out)
        shutil.rmtree(folder)
    else:
        folder.rename(out)
    _tell(done=manifest["head"], hash=manifest["head_hash"], files=len(manifest["files"]))


async def _restore(file: Path) -> None:
    with _unpacked(file) as folder:
        manifest = checked_manifest(folder, _show)
        store = await _opened()
        try:
            now = await Restore(store, folder, manifest, kept_by(_records(store)), _show).run()
        finally:
            await store.close()
    _tell(done=manifest["head"], hash=manifest["head_hash"], tenant=manifest["tenant"], now=now)


async def _reindex() -> None:
    store = await _opened()
    try:
        rewritten = await Reindexing(store, aggregates_of(_records(store))).run(anew=True)
    finally:
        await store.close()
    _tell(done=sum(rewritten.values()))


async def _opened() -> Store:
    store = connect(os.environ["TIENDO_STORE_URL"], "tasks")
    await store.open([*AGGREGATES, JOURNAL, CURSORS, RESTORES, INDEX_EDITIONS])
    return store


def _records(store: Store) -> Records:
    journal, clock = Journal(store), SystemClock()
    return stored_records(store, journal, Sequencer(store, journal, AGGREGATES, clock, lambda *_: None), clock)


def _pack(folder: Path, out: Path) -> None:
    unfinished = out.with_name(f"{out.name}.part")
    with tarfile.open(unfinished, "w" if out.suffix == ".tar" else "w:gz") as tar:
        for path in sorted(folder.iterdir(), key=lambda path: (path.name != MANIFEST, path.name)):
            tar.add(path, arcname=path.name)
    unfinished.replace(out)


@contextmanager
def _unpacked(file: Path) -> Iterator[Path]:
    """Only plain files without a path are taken out. Raises Damaged."""
    if file.is_dir():
        yield file
        return
    with tempfile.TemporaryDirectory(dir=file.parent) as name:
        try:
            with tarfile.open(file) as tar:
                for member in tar:
                    _take_out(tar, member, Path(name))
        except (tarfile.TarError, OSError, EOFError) as problem:
            raise Damaged(f"{file.name}: {problem}") from problem
        yield Path(name)


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    content = tar.extractfile(member)
    if content is None or Path(member.name).name != member.name:
        raise Damaged(f"{member.name} is no file of an archive")
    with (folder / member.name).open("wb") as file:
        shutil.copyfileobj(content, file)


def _show(what: str, done: int, total: int) -> None:
    _tell(what=what, count=done, total=total)


def _tell(**said: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n")
    sys.stdout.flush()
