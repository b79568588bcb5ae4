"""The sheet of tasks: every field of a new task that fits in a cell."""

from services.tasks.domain.imports.cells import Choice, Day, Lines, Many, Milestones, Number
from services.tasks.domain.imports.layout import Column, Layout
from services.tasks.domain.telling import STATUS_WORDS, Words

_KINDS = {
    "regular": Words("thường xuyên", "regular"),
    "roadmap": Words("có lộ trình", "roadmap"),
    "directive": Words("chỉ đạo", "directive"),
    "unspecified": Words("chưa phân loại", "unspecified"),
}
_PRECISIONS = {
    "day": Words("ngày", "day"),
    "month": Words("tháng", "month"),
    "quarter": Words("quý", "quarter"),
    "year": Words("năm", "year"),
    "none": Words("không có hạn", "none"),
}
_RHYTHMS = {"month": Words("tháng", "month"), "quarter": Words("quý", "quarter"), "year": Words("năm", "year")}
_DELIVERABLES = {
    "advice": Words("văn bản tham mưu", "advice"),
    "report": Words("báo cáo", "report"),
    "proposal": Words("tờ trình", "proposal"),
    "plan": Words("kế hoạch", "plan"),
    "decree_draft": Words("dự thảo nghị định", "decree draft"),
    "system": Words("hệ thống", "system"),
    "data": Words("dữ liệu", "data"),
    "rate": Words("tỷ lệ", "rate"),
    "data_sharing": Words("chia sẻ dữ liệu", "data sharing"),
    "monitoring": Words("theo dõi", "monitoring"),
    "programme": Words("chương trình", "programme"),
    "project": Words("đề án", "project"),
    "submit_for_approval": Words("trình phê duyệt", "submit for approval"),
    "submit_for_promulgation": Words("trình ban hành", "submit for promulgation"),
}
_STATUSES = {code: words for code, words in STATUS_WORDS.items() if code != "maintained"}
_COMPARISONS = {"=": Words("bằng", "equal"), ">=": Words("ít nhất", "at least"), "<=": Words("nhiều nhất", "at most")}
_FORMS = {
    "investment": Words("đầu tư", "investment"),
    "hired_it_service": Words("thuê dịch vụ công nghệ thông tin", "hired IT service"),
    "other": Words("khác", "other"),
}
_PURPOSES = {
    "infrastructure": Words("hạ tầng", "infrastructure"),
    "people": Words("nhân lực", "people"),
    "other": Words("khác", "other"),
}

TASKS = Layout(
    Words("Nhiệm vụ", "Tasks"),
    (
        Column("id", Words("Mã nhiệm vụ", "Task code"), example="NA-T-001", required=True),
        Column("title_vi", Words("Tên nhiệm vụ", "Title"), example="Số hóa dữ liệu hộ tịch", required=True),
        Column("plan", Words("Mã kế hoạch", "Plan code"), example="NA-KH-2024", required=True),
        Column("group", Words("Mã nhóm nhiệm vụ", "Group code"), example="NA-G03"),
        Column("kind", Words("Loại nhiệm vụ", "Kind"), Choice(_KINDS), example="roadmap"),
        Column("lead_unit", Words("Đơn vị chủ trì", "Lead unit"), example="NA-STP"),
        Column("coordinating_units", Words("Đơn vị phối hợp", "Coordinating units"), Many(), example="NA-CA; NA-STTTT"),
        Column("due.date", Words("Thời hạn", "Due date"), Day(), "due_date", example="2024-06-30"),
        Column(
            "due.precision",
            Words("Độ chính xác của thời hạn", "Due precision"),
            Choice(_PRECISIONS),
            "obligation.due_precision",
            "day",
        ),
        Column("due.raw", Words("Thời hạn theo văn bản", "Due as stated"), source="due_raw"),
        Column("product_vi", Words("Sản phẩm phải có", "Product owed"), example="Báo cáo kết quả"),
        Column("deliverable_type", Words("Loại sản phẩm", "Product type"), Choice(_DELIVERABLES), example="report"),
        Column("deliver_to", Words("Nơi nhận sản phẩm", "Deliver to")),
        Column("status", Words("Trạng thái", "Status"), Choice(_STATUSES), example="not_started"),
        Column("status_as_of", Words("Trạng thái từ ngày", "Status since"), Day(), "status_since"),
        Column("reason", Words("Lý do", "Reason")),
        Column("product", Words("Sản phẩm đã giao", "Product delivered")),
        Column("opened_at", Words("Ngày giao", "Assigned on"), Day(), "obligation.opened_at"),
        Column("directive", Words("Mã văn bản chỉ đạo", "Directive code")),
        Column("inspection", Words("Mã cuộc kiểm tra", "Inspection code")),
        Column("block", Words("Nội dung của văn bản", "Directive block")),
        Column("parent", Words("Mã nhiệm vụ cha", "Parent task")),
        Column("assignees", Words("Giao cho nhiều đơn vị", "Assignees"), Many()),
        Column("assignee_selector_vi", Words("Nhóm đơn vị được giao", "Assignee selector")),
        Column("assignee_note", Words("Ghi chú về đơn vị được giao", "Assignee note")),
        Column("lead_basis", Words("Căn cứ giao chủ trì", "Lead basis")),
        Column("coordinating_note_vi", Words("Ghi chú phối hợp", "Coordinating note")),
        Column("accountable_role_vi", Words("Chức vụ chịu trách nhiệm", "Accountable role")),
        Column("accountable_role_en", Words("Chức vụ chịu trách nhiệm (tiếng Anh)", "Accountable role in English")),
        Column("title_en", Words("Tên nhiệm vụ (tiếng Anh)", "Title in English")),
        Column("product_en", Words("Sản phẩm phải có (tiếng Anh)", "Product owed in English")),
        Column("bottleneck", Words("Nhóm điểm nghẽn", "Bottleneck group")),
        Column("sub", Words("Nội dung điểm nghẽn", "Bottleneck part")),
        Column("legal_refs", Words("Căn cứ pháp lý", "Legal references"), Lines()),
        Column("milestones", Words("Các mốc", "Milestones"), Milestones(), "schedule.milestones"),
        Column("rhythm", Words("Chu kỳ", "Rhythm"), Choice(_RHYTHMS), "schedule.rhythm"),
        Column("target.op", Words("Chỉ tiêu: so sánh", "Target: comparison"), Choice(_COMPARISONS)),
        Column("target.value", Words("Chỉ tiêu: giá trị", "Target: value"), Number()),
        Column("target.unit", Words("Chỉ tiêu: đơn vị tính", "Target: unit")),
        Column("resources.form", Words("Nguồn lực: hình thức", "Resources: form"), Choice(_FORMS)),
        Column("resources.purpose", Words("Nguồn lực: mục đích", "Resources: purpose"), Choice(_PURPOSES)),
        Column("resources.amount", Words("Nguồn lực: số tiền (đồng)", "Resources: amount (VND)"), Number()),
        Column("resources.legal_basis", Words("Nguồn lực: căn cứ pháp luật", "Resources: legal basis"), Lines()),
        Column(
            "deciding_authority",
            Words("Cấp có thẩm quyền quyết định", "Deciding authority"),
            source="approval.authority",
        ),
        Column("status_basis", Words("Căn cứ của trạng thái", "Status basis")),
        Column("membership", Words("Thuộc kế hoạch do", "Membership")),
        Column("membership_note", Words("Căn cứ thuộc kế hoạch", "Membership note")),
        Column("note", Words("Ghi chú", "Note")),
        Column("source_ref", Words("Nguồn", "Source reference")),
    ),
)
