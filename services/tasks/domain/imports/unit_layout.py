"""The sheet of units."""

from services.tasks.domain.imports.cells import Choice, Day, Flag
from services.tasks.domain.imports.layout import Column, Layout
from services.tasks.domain.telling import Words

_LEVELS = {
    "central": Words("trung ương", "central"),
    "province": Words("tỉnh", "province"),
    "district": Words("huyện", "district"),
    "commune": Words("xã", "commune"),
}
_HEADS = {
    "unit_head": Words("thủ trưởng đơn vị", "unit head"),
    "district_chair": Words("chủ tịch UBND huyện", "district chair"),
}
_OFFICERS = {
    "unit_officer": Words("cán bộ đơn vị", "unit officer"),
    "commune_officer": Words("cán bộ xã", "commune officer"),
}

UNITS = Layout(
    Words("Đơn vị", "Units"),
    (
        Column("id", Words("Mã đơn vị", "Unit code"), example="NA-STP", required=True),
        Column("name_vi", Words("Tên đơn vị", "Name"), example="Sở Tư pháp", required=True),
        Column("type", Words("Loại đơn vị", "Type"), example="department", required=True),
        Column("parent", Words("Mã đơn vị cấp trên", "Parent unit"), example="NA-UBND"),
        Column("level", Words("Cấp", "Level"), Choice(_LEVELS)),
        Column("name_en", Words("Tên đơn vị (tiếng Anh)", "Name in English"), example="Department of Justice"),
        Column("head_role_vi", Words("Chức vụ người đứng đầu", "Head's title"), example="Giám đốc Sở"),
        Column("head_role_en", Words("Chức vụ người đứng đầu (tiếng Anh)", "Head's title in English")),
        Column("head_role", Words("Vai trò người đứng đầu", "Head's role"), Choice(_HEADS)),
        Column("officer_role", Words("Vai trò cán bộ", "Officers' role"), Choice(_OFFICERS)),
        Column("is_standing", Words("Cơ quan thường trực", "Standing agency"), Flag()),
        Column("gso_code", Words("Mã thống kê", "GSO code")),
        Column("valid_from", Words("Có từ ngày", "Valid from"), Day()),
        Column("valid_to", Words("Có đến ngày", "Valid to"), Day()),
        Column("successor", Words("Mã đơn vị kế thừa", "Successor")),
        Column("note", Words("Ghi chú", "Note")),
        Column("source_ref", Words("Nguồn", "Source reference")),
    ),
)
