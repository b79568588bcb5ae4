"""Errors are logged, so they do not quote what they are about: nobody's texts belong in a log."""

import json

import pytest
from pydantic import ValidationError
from pymongo.errors import BulkWriteError

from shared.events import Event, MalformedEvent, TaskSnapshot
from shared.storage import StorageError
from shared.storage.mongo import _explained

SECRET = "Rà soát danh mục mật"


def test_an_event_that_cannot_be_read_is_not_quoted() -> None:
    with pytest.raises(MalformedEvent) as refusal:
        Event.from_json(json.dumps({"id": SECRET, "time": SECRET, "data": SECRET}).encode())
    assert SECRET not in str(refusal.value)


def test_a_snapshot_that_cannot_be_read_is_not_quoted() -> None:
    with pytest.raises(ValidationError) as refusal:
        TaskSnapshot.model_validate({"id": "T", "title_vi": SECRET, "version": SECRET})
    assert SECRET not in str(refusal.value)


async def test_documents_that_a_store_did_not_take_are_not_quoted() -> None:
    details = {"writeErrors": [{"index": 0, "code": 2, "errmsg": "bad", "op": {"title_vi": SECRET}}]}
    with pytest.raises(StorageError) as refusal:
        async with _explained():
            raise BulkWriteError(details)
    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None
