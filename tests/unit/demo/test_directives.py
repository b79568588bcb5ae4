"""Directives of the sample data: blocks, the documents above them, and citations of legal documents."""

from typing import Any

import pytest

from deploy.local.demo.directives import citation
from deploy.local.demo.records import Records, read
from deploy.local.demo.registrations import waves

Body = dict[str, Any]


@pytest.fixture(scope="module")
def records() -> Records:
    return read()


@pytest.fixture(scope="module")
def bodies(records: Records) -> dict[tuple[str, str], Body]:
    return {(command.sort, command.id): command.body for wave in waves(records) for command in wave}


def test_a_dispatch_is_sent_with_all_that_its_text_says(bodies: dict[tuple[str, str], Body]) -> None:
    dispatch = bodies["directive", "BP-CV-1470"]
    assert (dispatch["number"], dispatch["symbol"], dispatch["issued_date"]) == ("1470", "UBND-NC", "2024-04-22")
    assert dispatch["published_at"] == "2024-04-23T10:08:00+07:00"
    assert (dispatch["principle"], dispatch["deadline_stated"]) == ("5-4-3-2-1", False)
    assert dispatch["sources"] == ["000_1032e569a5af3266.txt"]


def test_groups_of_assignments_are_the_blocks_of_their_directive(bodies: dict[tuple[str, str], Body]) -> None:
    """FR-TW-02: three contents of the dispatch, five sections of the central conclusion."""
    assert [block["id"] for block in bodies["directive", "BP-CV-1470"]["blocks"]] == ["BP-G01", "BP-G02", "BP-G03"]
    assert len(bodies["directive", "TW-PTTG-2024"]["blocks"]) == 5
    assert (bodies["task", "BP-A-01"]["directive"], bodies["task", "BP-A-01"]["block"]) == ("BP-CV-1470", "BP-G01")
    assert "block" not in bodies["task", "NT-T-03"]


def test_contents_that_no_task_carries_out_are_blocks_with_their_leads(bodies: dict[tuple[str, str], Body]) -> None:
    first, *_, third = bodies["directive", "NA-KL-20240402"]["blocks"][:3]
    assert (first["lead_units"], first["lead_note_vi"]) == ([], "(các sở, ban, ngành, địa phương)")
    assert (third["lead_units"], "lead_note_vi" in third) == (["NA-STTTT"], False)


def test_the_document_above_a_directive_is_sent_first(bodies: dict[tuple[str, str], Body]) -> None:
    """FR-TW-13."""
    above = bodies["reference", "REF-CT34"]
    assert (above["doc_type"], above["full_number"], above["issuer_unit"]) == ("chi_thi", "34/CT-TTg", "TW-TTG")
    assert (above["issued_date"], above["subject_vi"]) == ("2024-09-16", "Chỉ thị 34/CT-TTg")
    assert bodies["directive", "TW-PTTG-2024"]["parent_directive"] == "REF-CT34"


def test_legal_documents_are_cited_as_the_decree_has_it(records: Records, bodies: dict[tuple[str, str], Body]) -> None:
    """FR-TW-05."""
    cited = {reference["id"]: citation(reference) for reference in records.references}
    assert cited["REF-ND123"] == "Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ"
    assert cited["REF-QD06"] == "Quyết định số 06/QĐ-TTg ngày 06 tháng 01 năm 2022 của Thủ tướng Chính phủ"
    assert cited["REF-LCC"] == "Luật Căn cước (khoản 1 Điều 32)"
    assert bodies["task", "TW-N-02"]["legal_refs"] == [cited["REF-ND123"]]
