"""The catalogue of key tasks of the sample data, and what each province studies of it."""

from collections.abc import Iterator
from typing import Any

from deploy.local.demo import mappings
from deploy.local.demo.records import Record, Records

_PLACEHOLDER = "placeholder"


def catalogues(records: Records) -> Iterator[Record]:
    for record in records.key_catalogues:
        yield {**record, "tenant": record["owner_tenant"]}


def items(catalogue: Record) -> list[dict[str, Any]]:
    """A title that only says that there is none stays out: the words of such an item are not known (AMB-14)."""
    return [mappings.KEY_TASK.body(_known(item)) for item in catalogue["items"]]


def studies(records: Records) -> Iterator[tuple[Record, str, dict[str, Any]]]:
    """For each province a record, the catalogue, and all that it studies of it as one command."""
    (catalogue,) = records.key_catalogues
    for tenant in dict.fromkeys(record["tenant"] for record in records.key_selections):
        own = [record for record in records.key_selections if record["tenant"] == tenant]
        body = {
            "items": [record["key_task"] for record in own],
            "proposing_unit": own[0]["proposed_by_unit"],
            "deciding_units": own[0]["decided_by_units"],
        }
        yield own[0], catalogue["id"], body


def _known(item: Record) -> Record:
    if item["note"] != _PLACEHOLDER:
        return item
    return {field: value for field, value in item.items() if not field.startswith("title_")}
