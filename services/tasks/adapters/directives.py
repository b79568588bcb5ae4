"""Directives, their links and their acknowledgements as aggregates."""

from typing import Any

from services.tasks.adapters.registers import StoredRegister
from services.tasks.domain.directives.directive import natural_key
from services.tasks.domain.search import fold, spellings
from services.tasks.ports import DirectiveSearch
from shared.events import DirectiveSnapshot, LinkSnapshot
from shared.messaging import Aggregates, Found, Sequencer, aggregate_spec
from shared.storage import Condition, Contains, Index, Order, Range, Store
from shared.tenancy import AcrossTenants, TenantId

DIRECTIVES = aggregate_spec(
    "directives",
    (
        Index(("natural_key",), unique=True),
        Index(("issued_date",)),
        Index(("doc_type", "issued_date")),
    ),
    text=("search_text",),
)
LINKS = aggregate_spec(
    "links",
    (Index(("directive",)), Index(("target_tenant", "target")), Index(("target_tenant", "target"), spanning=True)),
)
ACKNOWLEDGEMENTS = aggregate_spec("acknowledgements", (Index(("directive",)), Index(("directive", "status"))))
_NEWEST_FIRST = Order("issued_date", descending=True)
_MOST_LINKS = 500


class StoredDirectives(Aggregates[DirectiveSnapshot]):
    """The unique index on the natural key is the guard against entering a document twice (FR-BP-23)."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, DIRECTIVES, DirectiveSnapshot, sequencer, _fields)

    async def by_natural_key(self, tenant: TenantId, natural_key: str) -> DirectiveSnapshot | None:
        page = await self.find(tenant, {"natural_key": natural_key}, limit=1)
        return page.items[0] if page.items else None

    async def search(
        self, tenant: TenantId, wanted: DirectiveSearch, limit: int, after: str | None
    ) -> Found[DirectiveSnapshot]:
        return await self.find(tenant, _where(wanted), _NEWEST_FIRST, limit, after)


class StoredLinks(StoredRegister[LinkSnapshot]):
    """Links lead from any tenant to the central level, where they are looked up across tenants."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, LINKS, LinkSnapshot, sequencer)
        self._everywhere = store

    async def leading_to(self, tenant: TenantId, target: str, reason: str | None) -> list[LinkSnapshot]:
        wanted: dict[str, Condition] = {"target_tenant": tenant, "target": target}
        if reason is None:
            return (await self.find(tenant, wanted, limit=_MOST_LINKS)).items
        page = await self._everywhere.across(LINKS, AcrossTenants(reason)).find(wanted, _MOST_LINKS)
        return [LinkSnapshot.model_validate(document["state"]) for document in page.items]


def _fields(directive: DirectiveSnapshot) -> dict[str, Any]:
    said = [directive.id, directive.full_number, directive.subject_vi, directive.subject_en, directive.principle]
    said += [translation.subject for translation in directive.translations]
    cited = set[str]().union(*map(spellings, directive.legal_basis))
    return {
        "natural_key": natural_key(directive),
        "doc_type": directive.doc_type,
        "issued_date": directive.issued_date.isoformat(),
        "search_text": "\n".join([*(fold(text) for text in said if text), *sorted(cited)]),
    }


def _where(wanted: DirectiveSearch) -> dict[str, Condition]:
    issued = Range(
        gte=wanted.issued_from.isoformat() if wanted.issued_from else None,
        lte=wanted.issued_to.isoformat() if wanted.issued_to else None,
    )
    conditions: dict[str, Condition | None] = {
        "doc_type": wanted.doc_type,
        "issued_date": issued if wanted.issued_from or wanted.issued_to else None,
        "search_text": Contains(wanted.text) if wanted.text else None,
    }
    return {field: condition for field, condition in conditions.items() if condition is not None}
