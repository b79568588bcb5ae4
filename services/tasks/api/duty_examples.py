"""Examples of reports and requests in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

CYCLE = {
    "monthly": example(
        "Báo cáo tháng, chốt ngày 15, hạn ngày 25 / monthly, cut off on the 15th, due on the 25th",
        id="NA-BC-THANG",
        name_vi="Báo cáo tháng về Đề án 06",
        name_en="Monthly report on Project 06",
        frequency="monthly",
        cut_off_day=15,
        due_day_of_month=25,
        lock_days=10,
        units=["NA-STTTT"],
        source="synthetic",
    ),
    "difficulties": example(
        "Vướng mắc (nếu có) của mọi sở / difficulties, if any, of every department",
        id="NA-BC-VM",
        name_vi="Báo cáo vướng mắc, khó khăn phát sinh (nếu có)",
        frequency="quarterly",
        due_days=5,
        unit_types=["department"],
        first_period="2024-Q2",
    ),
}
PERIOD = {"april": example("Kỳ tháng 4/2024: từ 15/3 đến 14/4 / 15 March to 14 April 2024", period="2024-04")}
CONTENT = {
    "difficulties": example(
        "Có vướng mắc / with a difficulty",
        text_vi="Đã rà soát hạ tầng tại 21 huyện, thành, thị",
        difficulties=[{"group": "infrastructure", "text": "Đường truyền cấp xã chưa ổn định"}],
        documents=["312/BC-STTTT"],
    ),
    "late": example(
        "Việc chậm có giải trình / what is late, explained",
        results_vi="Đã kết nối 12 dịch vụ công",
        advantages_vi="Có sự phối hợp của Công an tỉnh",
        difficulties=[{"group": "legal", "text": "Thủ tục đầu tư IOC chưa xong"}],
        proposals=["Cho phép thuê dịch vụ"],
        slow_items=[
            {
                "work": "NA-T-29",
                "cause": "legal",
                "action": "Đã trình hồ sơ thẩm định",
                "new_date": "2024-06-30",
                "support": "Sở Tư pháp thẩm định sớm",
            }
        ],
    ),
    "nothing": example("Không có vướng mắc / nothing to report", nothing_to_report=True),
    "draft": example("Lưu dự thảo / kept as a draft", draft=True, text_vi="Đang tổng hợp số liệu"),
    "correction": example(
        "Đính chính sau khi ký / a correction after the signature",
        text_vi="Đã rà soát hạ tầng tại 20 huyện, thành, thị",
        reason="Số liệu huyện Kỳ Sơn chưa đủ",
    ),
}
SIGNATURE = {"first": example("Ký bản đã đọc / signs what was read", edition=1)}
RETURN = {"vague": example("Trả lại vì chưa cụ thể / not specific enough", reason="Chưa nêu nguyên nhân việc chậm")}
WAIVER = {"flood": example("Miễn có lý do / an exception", reason="Đơn vị tập trung khắc phục mưa lũ")}
REQUEST = {
    "peer": example(
        "Đề nghị ngang cấp / a request to a peer",
        id="NA-DN-01",
        kind="peer_request",
        units=["NA-STTTT"],
        subject_sort="task",
        subject="NA-T-01",
        title_vi="Đề nghị phối hợp rà soát danh mục văn bản",
        title_en="Request to help review the list of documents",
        text_vi="Đề nghị Sở Thông tin và Truyền thông cử đầu mối phối hợp",
        reply_by="2024-04-19",
    ),
    "extension": example(
        "Xin gia hạn / a later deadline is asked for",
        id="NA-GH-01",
        kind="peer_request",
        units=["NA-CA"],
        subject_sort="task",
        subject="NA-T-01",
        title_vi="Xin gia hạn NA-T-01",
        text_vi="Chưa có hướng dẫn của Bộ Tư pháp",
        reply_by="2024-04-19",
        wanted_due="2024-06-30",
    ),
    "urge": example(
        "Đôn đốc nhiều đơn vị / several units are urged",
        id="BP-DD-01",
        kind="urge",
        units=["BP-STTTT", "BP-STC", "BP-H688"],
        subject_sort="task",
        subject="BP-A-02",
        title_vi="Đôn đốc cập nhật kết quả khảo sát",
        text_vi="Đề nghị cập nhật kết quả thực hiện trước thời hạn trả lời",
        reply_by="2024-10-31",
    ),
    "explanation": example(
        "Yêu cầu giải trình / an explanation is asked for",
        id="NA-GT-01",
        kind="explanation",
        units=["NA-STP"],
        subject_sort="task",
        subject="NA-T-01",
        title_vi="Giải trình chậm tiến độ quý I/2024",
        text_vi="Đề nghị báo cáo rõ nguyên nhân, trách nhiệm và thời hạn khắc phục",
        reply_by="2024-04-10",
    ),
}
LETTER = {
    "urge": example(
        "Bộ Công an đôn đốc một tỉnh / the Ministry of Public Security urges a province",
        id="TW-DD-01",
        kind="urge",
        provinces=["nghe-an"],
        title_vi="Đôn đốc 10 nhiệm vụ quá hạn quý I/2024",
        title_en="10 tasks of the first quarter of 2024 are overdue",
        text_vi="Đề nghị tỉnh khẩn trương hoàn thành các nhiệm vụ quá hạn",
        reply_by="2024-04-15",
    ),
    "guidance": example(
        "Hướng dẫn chung / guidance for every province",
        id="TW-HD-01",
        kind="guidance",
        title_vi="Hướng dẫn rà soát kết quả Đề án 06",
        text_vi="Các tỉnh rà soát theo từng nhóm nhiệm vụ",
    ),
}
NOTE = {
    "hanoi": example(
        "Kinh nghiệm của thành phố Hà Nội / experience of Hanoi",
        id="NA-KN-01",
        task="NA-T-01",
        locality_vi="Thành phố Hà Nội",
        title_vi="Kinh nghiệm thuê dịch vụ công nghệ thông tin",
        title_en="Experience with hiring IT services",
        done_vi="Thuê dịch vụ thay cho đầu tư mua sắm",
        applicability_vi="Có thể áp dụng tại các sở",
        source="synthetic",
    )
}
PUBLICATION = {
    "published": example("Công bố / published", published=True, reason="Chia sẻ với các tỉnh"),
    "taken-back": example("Thu hồi / taken back", published=False, reason="Cần bổ sung căn cứ"),
}
STEP = {
    "acknowledged": example("Đã nhận / received", to="acknowledged"),
    "answered": example(
        "Trả lời / the answer", to="answered", text="Đã cử đầu mối là phòng Chuyển đổi số", documents=["98/STTTT-CĐS"]
    ),
    "closed": example("Kết thúc / closed by who asked", to="closed"),
    "withdrawn": example("Rút lại / withdrawn by who asked", to="withdrawn", text="Đã làm việc trực tiếp"),
}
