"""Examples of the OpenAPI document on directives."""

from services.tasks.api.examples import example

DIRECTIVE = {
    "dispatch": example(
        "Công văn có nội dung và nơi nhận / a dispatch with its contents and addressees",
        id="NA-CV-01",
        doc_type="cong_van",
        number="2157",
        symbol="UBND-NC",
        issued_date="2024-04-08",
        published_at="2024-04-09T08:30:00+07:00",
        issuer_unit="NA-UBND",
        signer_role_vi="Phó Chủ tịch Thường trực UBND tỉnh",
        signer_role_en="Permanent Vice Chairman of the PPC",
        subject_vi="Đẩy nhanh triển khai các mô hình điểm Đề án 06",
        legal_basis=["Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ"],
        blocks=[
            {
                "id": "I",
                "title_vi": "Hạ tầng kỹ thuật của các mô hình điểm",
                "title_en": "Technical infrastructure of the pilot models",
                "lead_units": ["NA-STTTT"],
                "due": {"date": "2024-06-30", "precision": "quarter"},
            }
        ],
        addressees=["NA-STTTT"],
        acknowledge_by="2024-04-11",
        source="synthetic",
        source_ref="bản tiếng Việt",
    ),
    "conclusion": example(
        "Kết luận không số / a conclusion without a number",
        id="NA-KL-20240402",
        doc_type="ket_luan",
        doc_type_vi="Kết luận hội nghị",
        doc_type_en="Conference conclusion",
        issued_date="2024-04-02",
        issuer_unit="NA-UBND",
        signer_role_vi="Phó Chủ tịch Thường trực UBND tỉnh (chủ trì)",
        subject_vi="Triển khai các giải pháp thúc đẩy thực hiện các mô hình điểm Đề án 06",
        source="seed",
        source_ref="002_6a1810dcd9271977.txt",
    ),
    "again": example(
        "Cùng số, bản tiếng Anh / the same number, in English",
        id="NA-CV-01-EN",
        doc_type="cong_van",
        full_number="2157/UBND-NC",
        issued_date="2024-04-08",
        issuer_unit="NA-UBND",
        translations=[{"language": "en", "subject": "Speeding up pilot models of Project 06", "machine": True}],
        source="synthetic",
        source_ref="bản tiếng Anh",
    ),
}
TRANSLATION = {
    "english": example(
        "Bản tiếng Anh / an English text",
        translations=[
            {
                "language": "en",
                "subject": "Speeding up the pilot models of Project 06",
                "machine": True,
                "source_ref": "bản tiếng Anh",
            }
        ],
    )
}
ACKNOWLEDGEMENT = {
    "received": example(
        "Đã vào sổ công văn đến / entered in the book of incoming documents",
        received_at="2024-04-09T14:00:00+07:00",
        incoming_number="813",
        note="Đã chuyển phòng Chuyển đổi số",
    )
}
LINK = {
    "central-task": example(
        "Nội dung I thực hiện nhiệm vụ của Trung ương / block I carries out a central task",
        id="NA-CV-01.TW-N-12",
        directive="NA-CV-01",
        block="I",
        target_kind="task",
        target_tenant="central",
        target="TW-N-12",
        source="synthetic",
    )
}
