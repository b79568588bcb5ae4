"""Defects of what callers see: answers, streams, doors, and the end of a process."""

from collections.abc import Collection, Mapping
from functools import partial, wraps
from typing import Any

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

_COLLECTION = "shared.storage.sqlite.collection"


def lists_everybodys_tasks(_: Switches) -> list[Alteration]:
    tenants: set[str] = set()

    def replace(original: Any) -> Any:
        @wraps(original)
        async def find(collection: Any, where: Mapping[str, Any], *rest: Any) -> Any:
            page = await original(collection, where, *rest)
            if collection._spec.name == "works":
                tenants.add(collection._tenant)
                for other in sorted(tenants - {collection._tenant}):
                    theirs = type(collection)(collection._lanes, collection._spec, other)
                    page.items.extend((await original(theirs, where)).items)
            return page

        return find

    return [Alteration(_COLLECTION, "SqliteCollection.find", replace)]


def asks_without_the_tenant(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        def made(collection: Any, lanes: Any, spec: Any, tenant: str) -> None:
            original(collection, lanes, spec, tenant)
            collection._get = collection._get.replace("tenant = ?", "? <> ''")

        return made

    return [Alteration(_COLLECTION, "SqliteCollection.__init__", replace)]


def tells_a_foreign_id_apart(_: Switches) -> list[Alteration]:
    known: set[str] = set()

    def remembering(original: Any) -> Any:
        @wraps(original)
        async def add(works: Any, command: Any, change: Any) -> Any:
            known.add(change.state.id)
            return await original(works, command, change)

        return add

    return [
        Alteration("services.tasks.adapters.works", "StoredWorks.add", remembering),
        Alteration("services.tasks.usecases.looking", "look_up", partial(_telling, known)),
    ]


def _telling(known: Collection[str], original: Any) -> Any:
    @wraps(original)
    async def look_up(records: Any, tenant: str, key: str) -> Any:
        from services.tasks.domain.errors import NotAllowed  # noqa: PLC0415 - after the hooks
        from shared.messaging import NotFound  # noqa: PLC0415 - the same

        try:
            return await original(records, tenant, key)
        except NotFound:
            if key in known:
                raise NotAllowed from None
            raise

    return look_up


def believes_a_token_for_ever(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        believed: dict[str, Any] = {}

        @wraps(original)
        async def verified(authenticator: Any, token: str) -> Any:
            if token not in believed:
                believed[token] = await original(authenticator, token)
            return believed[token]

        return verified

    return [Alteration("shared.chassis.authentication", "Authenticator.verified", replace)]


def resumes_one_too_late(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        def follow(hub: Any, tenant: str, listener: Any, *rest: Any) -> Any:
            listener.cursor += 1 if listener.cursor else 0
            return original(hub, tenant, listener, *rest)

        return follow

    return [Alteration("services.gateway.usecases.feed", "follow", replace)]


def ignores_sigterm(_: Switches) -> list[Alteration]:
    def handle_exit(*_: Any) -> None: ...

    return [Alteration("uvicorn.server", "Server.handle_exit", lambda _: handle_exit)]


PLANTS = {
    "lists-everybodys-tasks": lists_everybodys_tasks,
    "asks-without-the-tenant": asks_without_the_tenant,
    "tells-a-foreign-id-apart": tells_a_foreign_id_apart,
    "believes-a-token-for-ever": believes_a_token_for_ever,
    "resumes-one-too-late": resumes_one_too_late,
    "ignores-sigterm": ignores_sigterm,
}
