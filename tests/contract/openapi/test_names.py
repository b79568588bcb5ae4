"""Names of schemas and operations are what generated clients are made of: each is there once, and none tells of our files."""

from collections import Counter

import pytest

from tests.contract.openapi.descriptions import SPEAKERS, Document, description, operations


@pytest.fixture(scope="module", params=SPEAKERS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    return description(request.param, tmp_path_factory.mktemp("described"))


def test_no_schema_is_named_after_a_module(document: Document) -> None:
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_every_schema_has_a_title_of_its_own(document: Document) -> None:
    schemas = document["components"]["schemas"]
    titles = Counter(schema.get("title", name) for name, schema in schemas.items())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_operation_has_a_name_of_its_own(document: Document) -> None:
    names = Counter(operation.said["operationId"] for operation in operations(document))
    assert [name for name, count in names.items() if count > 1] == []
