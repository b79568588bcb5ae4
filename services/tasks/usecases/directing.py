"""Directives are entered, once each; further languages and sources of one are added to it."""

import dataclasses
from dataclasses import dataclass

from services.tasks.domain.authority import require_planner
from services.tasks.domain.directives import directive as directives
from services.tasks.domain.directives import directive_texts
from services.tasks.domain.directives.acknowledgement import require_room
from services.tasks.domain.directives.directive_texts import NothingNew
from services.tasks.domain.directives.directive_wishes import NewDirective, TranslationWish
from services.tasks.ports import Committed, Records
from services.tasks.usecases.acknowledging import ask
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.calendar import start_of_day
from shared.events import Change, DirectiveSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a command left that had nothing to add: no event, so number 0."""

    state: DirectiveSnapshot
    sequence: int = 0
    replayed: bool = False


Entered = Committed[DirectiveSnapshot]


async def issue(records: Records, caller: Principal, command: Command, new: NewDirective) -> Entered:
    """Enters a directive; one that is known by number and symbol gets what is new of it (FR-BP-01, FR-BP-21, FR-BP-23).

    Repeating the command, with or without its key, opens acknowledgements that a crash left out.
    Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered (an id of another document), KeyReused.
    """
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    require_room(new.id, new.addressees, "addressees")
    command = dataclasses.replace(command, expected_version=None)  # who enters a document has read no version of it
    key = directives.wished_key(new)
    entered = await _import_again(records, command, new, key) or await _first(records, command, new, key)
    directive = entered.state
    await ask(records, command, directive, directive.addressees, start_of_day(directive.issued_date))
    return entered


async def translate(records: Records, caller: Principal, command: Command, key: str, wish: TranslationWish) -> Entered:
    """Adds texts and sources (FR-BP-22).

    Raises NotAllowed, NotFound, AlreadyRegistered (nothing of it is new), VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    group = await _working_group(records, command.tenant)

    def decide(directive: DirectiveSnapshot) -> Change[DirectiveSnapshot]:
        return directive_texts.enrich(directive, wish.translations, wish.sources, group, command.recorded_at)

    try:
        return await records.directives.change(command, key, decide)
    except NothingNew as known:
        raise AlreadyRegistered from known


async def chain_of(records: Records, directive: DirectiveSnapshot) -> list[DirectiveSnapshot]:
    """The directives above it, the nearest first (FR-TW-13)."""
    above: list[DirectiveSnapshot] = []
    parent = directive.parent_directive
    while parent is not None and len(above) < _CHAIN:
        above.append(await existing(records.directives, TenantId(directive.tenant), parent))
        parent = above[-1].parent_directive
    return above


async def _first(records: Records, command: Command, new: NewDirective, key: str | None) -> Entered:
    """Two who enter the same document at once: the store takes one, the other's texts are added to it."""
    around = await _surroundings(records, command.tenant, new)
    change = directives.issue(new, command.tenant, around, command.recorded_at)
    try:
        return await records.directives.add(command, change)
    except AlreadyRegistered:
        if entered := await _import_again(records, command, new, key):
            return entered
        raise


async def _import_again(records: Records, command: Command, new: NewDirective, key: str | None) -> Entered | None:
    """None where no document of that number is known."""
    found = await records.directives.by_natural_key(command.tenant, key) if key else None
    if found is None:
        return None
    group = await _working_group(records, command.tenant)

    def decide(directive: DirectiveSnapshot) -> Change[DirectiveSnapshot]:
        return directive_texts.import_again(directive, new, group, command.recorded_at)

    try:
        return await records.directives.change(command, found.id, decide)
    except NothingNew as known:
        return Known(known.directive)


async def _surroundings(records: Records, tenant: TenantId, new: NewDirective) -> directives.Surroundings:
    return directives.Surroundings(
        units=await records.units.get_many(tenant, directives.named_units(new)),
        parent=await records.directives.get(tenant, new.parent_directive) if new.parent_directive else None,
        working_group=await _working_group(records, tenant),
    )


async def _working_group(records: Records, tenant: TenantId) -> str | None:
    """The tenant's working group where it is registered as a unit."""
    home = await records.tenants.get(tenant, tenant)
    unit = home.working_group_unit if home else None
    return unit if unit and await records.units.get(tenant, unit) else None
