"""Catalogues of key tasks, and what provinces select from them; the latter are looked up across tenants."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from services.tasks.adapters.registers import StoredRegister
from shared.events.key_tasks import KeySelectionSnapshot
from shared.messaging import Sequencer, aggregate_spec
from shared.storage import Index, Store
from shared.tenancy import AcrossTenants

KEY_CATALOGUES = aggregate_spec("key_catalogues")
KEY_SELECTIONS = aggregate_spec("key_selections", (Index(("catalogue",), spanning=True),))
_MOST = 500


class StoredKeySelections(StoredRegister[KeySelectionSnapshot]):
    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, KEY_SELECTIONS, KeySelectionSnapshot, sequencer, _fields)
        self._everywhere = store

    async def of_every_province(self, reason: AcrossTenants, catalogue: str) -> Mapping[str, KeySelectionSnapshot]:
        page = partial(self._everywhere.across(KEY_SELECTIONS, reason).find, {"catalogue": catalogue}, _MOST)
        found: dict[str, KeySelectionSnapshot] = {}
        after: str | None = None
        while True:
            some = await page(after)
            states = (KeySelectionSnapshot.model_validate(document["state"]) for document in some.items)
            found |= {state.tenant: state for state in states}
            if (after := some.after) is None:
                return found


def _fields(selection: KeySelectionSnapshot) -> dict[str, Any]:
    return {"catalogue": selection.id}
