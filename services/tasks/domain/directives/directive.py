"""Directives: entered once, whatever number of sources and languages they arrive from (FR-BP-01, FR-BP-23, FR-NA-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.tasks.domain.deadline import Deadline
from services.tasks.domain.directives.directive_errors import BlockTwice, NumberContradicted, SubjectMissing
from services.tasks.domain.directives.directive_texts import known_once, sources_of, with_mentions
from services.tasks.domain.directives.directive_wishes import NewBlock, NewDirective
from services.tasks.domain.directives.document_number import DocumentNumber, parse
from services.tasks.domain.errors import EffectiveInFuture, PeriodReversed, UnknownReference
from services.tasks.domain.organisation.unit import require_lead
from shared.calendar import start_of_day
from shared.events import Block, Change, DirectiveIssued, DirectiveSnapshot, Occurred, UnitSnapshot
from shared.tenancy import TenantId

_OTHERWISE = {"number", "symbol", "full_number", "subject_vi", "blocks", "translations", "sources"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a directive names; `working_group` is the unit that wrong terms stand for."""

    units: Mapping[str, UnitSnapshot]
    parent: DirectiveSnapshot | None
    working_group: str | None


def natural_key(directive: DirectiveSnapshot) -> str:
    """What may be entered once per tenant: issuer, number, symbol and year; without a number, the id."""
    if directive.number is None or directive.symbol is None:
        return f"id:{directive.id}"
    number = DocumentNumber(directive.number, directive.number_year, directive.symbol)
    return _key(directive.issuer_unit, number, directive.issued_date.year)


def wished_key(new: NewDirective) -> str | None:
    """The same of what is to be entered; None without a number. Raises NumberContradicted."""
    number = _number(new)
    return _key(new.issuer_unit, number, new.issued_date.year) if number else None


def _key(issuer: str, number: DocumentNumber, year: int) -> str:
    return f"{issuer}|{number.key}|{number.year or year}"


def named_units(new: NewDirective) -> list[str]:
    blocks = (unit for block in new.blocks for unit in (*block.lead_units, *block.coordinating_units))
    return [new.issuer_unit, *new.addressees, *blocks]


def issue(new: NewDirective, tenant: TenantId, around: Surroundings, now: datetime) -> Change[DirectiveSnapshot]:
    """A new directive; takes effect with the first instant of its day. Raises FieldRefused (FR-BP-01, FR-BP-21)."""
    number = _number(new)
    if new.subject_vi is None:
        raise SubjectMissing
    issued_at = _require_order_of_days(new, now)
    _require_surroundings(new, around)
    directive = DirectiveSnapshot(
        tenant=tenant,
        version=1,
        recorded_at=now,
        subject_vi=new.subject_vi,
        **_number_fields(new, number),
        blocks=tuple(_block(block, f"blocks.{place}.") for place, block in enumerate(new.blocks)),
        translations=known_once(new.translations, ()),
        sources=sources_of(new),
        **new.model_dump(exclude=_OTHERWISE),
    )
    directive = with_mentions(directive, around.working_group)
    return Change(directive, (Occurred(DirectiveIssued(after=directive), issued_at),))


def _number(new: NewDirective) -> DocumentNumber | None:
    """Raises NumberContradicted where the parts do not give the whole."""
    whole = parse(new.full_number) if new.full_number else None
    if new.number is None or new.symbol is None:
        return whole
    number = parse(f"{new.number}/{new.symbol}")
    if whole and number and whole.key != number.key:
        raise NumberContradicted(whole.full)
    return number


def _number_fields(new: NewDirective, number: DocumentNumber | None) -> dict[str, Any]:
    """What cannot be read as number and symbol is kept as it was written."""
    if number is None:
        return {"number": new.number, "symbol": new.symbol, "full_number": new.full_number}
    full = new.full_number or number.full
    return {"number": number.number, "number_year": number.year, "symbol": number.symbol, "full_number": full}


def _require_order_of_days(new: NewDirective, now: datetime) -> datetime:
    """The first instant of the day of issue. Raises EffectiveInFuture, PeriodReversed."""
    issued_at = start_of_day(new.issued_date)
    if issued_at > now:
        raise EffectiveInFuture("issued_date")
    if new.published_at and new.published_at < issued_at:
        raise PeriodReversed("published_at")
    if new.acknowledge_by and new.acknowledge_by < new.issued_date:
        raise PeriodReversed("acknowledge_by")
    return issued_at


def _require_surroundings(new: NewDirective, around: Surroundings) -> None:
    if new.parent_directive is not None and around.parent is None:
        raise UnknownReference("parent_directive", new.parent_directive)
    ids = [block.id for block in new.blocks]
    for place, block in enumerate(new.blocks):
        if block.id in ids[:place]:
            raise BlockTwice(f"blocks.{place}.id", block.id)
        _require_units(f"blocks.{place}.lead_units", block.lead_units, around)
        _require_units(f"blocks.{place}.coordinating_units", block.coordinating_units, around)
    _require_units("issuer_unit", (new.issuer_unit,), around)
    _require_units("addressees", new.addressees, around)
    for unit in new.addressees:
        require_lead(around.units[unit], new.issued_date, "addressees")


def _require_units(field: str, ids: tuple[str, ...], around: Surroundings) -> None:
    for unit in ids:
        if unit not in around.units:
            raise UnknownReference(field, unit)


def _block(new: NewBlock, prefix: str) -> Block:
    """Raises DeadlineIncomplete."""
    Deadline.of(new.due, f"{prefix}due.")
    return Block(due_date=new.due.date, due_precision=new.due.precision, **new.model_dump(exclude={"due"}))
