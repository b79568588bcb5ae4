"""A tenant put into files while somebody works on it, and taken out of them again (FR-X-09)."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from services.tasks.adapters.archives import kept_by
from services.tasks.adapters.records import AGGREGATES
from shared.messaging import CURSORS, JOURNAL, Journal
from shared.messaging.archives import MANIFEST, Export, NothingThere, lines_of
from shared.messaging.restoring import RESTORES, Damaged, Newer, NotEmpty, Restore, checked_manifest
from shared.messaging.verification import verify
from shared.storage import Document, Store, connect
from shared.tenancy import TenantId
from tests.component.tasks.conftest import World, registered

NGHE_AN = TenantId("nghe-an")
STATUS = "/v1/nghe-an/tasks/NA-T-01/status"


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody looks."""


def export_of(world: World, folder: Path) -> Export:
    return Export(world.store, NGHE_AN, kept_by(world.app.state.records), folder, quiet)


class WhileTheyWork(Export):
    """People go on as soon as the journal is written."""

    world: World

    async def _events(self) -> AsyncIterator[Document]:
        async for document in super()._events():
            yield document
        key = {"idempotency-key": "later"}
        await self.world.head.post(STATUS, json={"to": "in_progress"}, headers=key)
        await registered(self.world, id="NA-T-77")


async def opened(directory: Path) -> Store:
    """The store in that directory, as a restore opens it."""
    store = connect(f"sqlite://{directory}", "tasks")
    await store.open([*AGGREGATES, JOURNAL, CURSORS, RESTORES])
    return store


async def restored(world: World, store: Store, folder: Path) -> bool:
    manifest = checked_manifest(folder, quiet)
    return await Restore(store, folder, manifest, kept_by(world.app.state.records), quiet).run()


async def documents_of(store: Store) -> dict[str, dict[str, Any]]:
    """By collection and id, without what belongs to the store."""
    found: dict[str, dict[str, Any]] = {}
    for spec in (*AGGREGATES, JOURNAL):
        page = await store.collection(spec, NGHE_AN).find({}, limit=500)
        found[spec.name] = {item["id"]: {**item, "revision": 0} for item in page.items}
    return found


async def test_what_is_restored_is_what_was_exported(world: World, tmp_path: Path) -> None:
    await registered(world)
    await world.head.post(STATUS, json={"to": "in_progress"}, headers={"idempotency-key": "one"})
    manifest = await export_of(world, tmp_path / "out").run(world.clock)
    assert (manifest["head"], manifest["tenant"], manifest["format"]) == (12, "nghe-an", 1)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        MANIFEST,
        *(listed["name"] for listed in manifest["files"]),
    }
    store = await opened(tmp_path / "new")
    assert await restored(world, store, tmp_path / "out")
    assert not await restored(world, store, tmp_path / "out"), "a repetition finds it done"
    before, after = await documents_of(world.store), await documents_of(store)
    for name, documents in before.items():
        for key, document in documents.items():
            settled = document if name == "journal" else {**document, "outbox": [], "outbox_pending": False}
            assert after[name][key] == settled
    assert (await verify(store, NGHE_AN)).ok
    await store.close()


async def test_what_happens_meanwhile_is_left_out_everywhere(world: World, tmp_path: Path) -> None:
    await registered(world)
    before = await world.standing.get("/v1/nghe-an/tasks/NA-T-01")
    export = WhileTheyWork(world.store, NGHE_AN, kept_by(world.app.state.records), tmp_path / "out", quiet)
    export.world = world
    manifest = await export.run(world.clock)
    assert manifest["head"] == 11
    works = {item["id"]: item for item in lines_of(tmp_path / "out" / "works.ndjson")}
    assert works.keys() == {"NA-T-01"}
    assert works["NA-T-01"]["state"]["version"] == before.json()["version"] == 1
    assert works["NA-T-01"]["commands"] == []
    assert (await Journal(world.store).head(NGHE_AN)).sequence == 13


async def test_an_interrupted_restore_goes_on_and_a_used_tenant_is_refused(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await registered(world)
    await export_of(world, tmp_path / "out").run(world.clock)
    in_use = await opened(tmp_path / "stores")
    with pytest.raises(NotEmpty):
        await restored(world, in_use, tmp_path / "out")
    await in_use.close()
    store = await opened(tmp_path / "new")
    whole = Restore._write

    async def crash(self: Restore, listed: Any) -> None:
        await whole(self, listed)
        if listed["collection"] == "works":
            raise RuntimeError("the power fails")

    with monkeypatch.context() as failing, pytest.raises(RuntimeError):
        failing.setattr(Restore, "_write", crash)
        await restored(world, store, tmp_path / "out")
    assert await restored(world, store, tmp_path / "out")
    assert (await verify(store, NGHE_AN)).events == 11
    await store.close()


@pytest.mark.parametrize("name", ["journal.ndjson", "works.ndjson", "units.ndjson", MANIFEST])
async def test_a_damaged_archive_is_refused(world: World, tmp_path: Path, name: str) -> None:
    await registered(world)
    folder = tmp_path / "out"
    await export_of(world, folder).run(world.clock)
    content = (folder / name).read_bytes()
    for wrong in (content[:-2], content.replace(b"NA-", b"NB-", 1) if name != MANIFEST else b"[]", b""):
        (folder / name).write_bytes(wrong)
        with pytest.raises(Damaged):
            checked_manifest(folder, quiet)
    (folder / name).unlink()
    with pytest.raises(Damaged):
        checked_manifest(folder, quiet)


async def test_a_journal_that_was_altered_with_its_digest_is_refused(world: World, tmp_path: Path) -> None:
    """Whoever writes the manifest anew too still breaks the chain of hashes."""
    folder = tmp_path / "out"
    manifest = await export_of(world, folder).run(world.clock)
    path = folder / "journal.ndjson"
    path.write_bytes(path.read_bytes().replace("Sở Tư pháp".encode(), "Sở Tài chính".encode()))
    manifest["files"][0]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest))
    with pytest.raises(Damaged):
        checked_manifest(folder, quiet)


async def test_a_newer_format_and_a_name_that_leads_elsewhere_are_refused(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    manifest: Any = await export_of(world, folder).run(world.clock)
    (folder / MANIFEST).write_text(json.dumps(manifest | {"format": 2}))
    with pytest.raises(Newer):
        checked_manifest(folder, quiet)
    files = [*manifest["files"], {**manifest["files"][0], "collection": "../x", "name": "../x.ndjson"}]
    (folder / MANIFEST).write_text(json.dumps(manifest | {"files": files}))
    with pytest.raises(Damaged):
        checked_manifest(folder, quiet)


async def test_a_tenant_without_events_has_nothing_to_export(world: World, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        await Export(world.store, TenantId("ninh-thuan"), [], tmp_path / "out", quiet).run(world.clock)
