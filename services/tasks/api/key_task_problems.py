"""How refusals about key tasks, and about what is set once, are told."""

from collections.abc import Mapping

from services.tasks.domain.directives.principle import SlotTwice
from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.key_tasks import key_task_errors as errors
from services.tasks.domain.organisation.clusters import ClusterTwice, ProvinceTwice
from shared.chassis import Text

KEY_TASK_FIELDS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.ItemTwice: (
        "item_twice",
        Text("nhiệm vụ {wanted} bị lặp", "{wanted} is there twice"),
    ),
    errors.ItemWithdrawn: (
        "item_withdrawn",
        Text(
            "nhiệm vụ {wanted} đã bị rút khỏi danh mục từ phiên bản {version}",
            "{wanted} was withdrawn by version {version} of the catalogue",
        ),
    ),
    errors.ItemUnknown: (
        "unknown_item",
        Text(
            "không có nhiệm vụ {wanted} trong danh mục hoặc lựa chọn", "{wanted} is not in the catalogue or selection"
        ),
    ),
    errors.MoreThanStated: (
        "more_than_stated",
        Text(
            "có {items} nhiệm vụ, trong khi văn bản nêu {stated}", "there are {items} items where {stated} are stated"
        ),
    ),
    errors.NothingDecided: (
        "nothing_decided",
        Text("cần chọn hoặc không chọn ít nhất một nhiệm vụ", "at least one item is selected or turned down"),
    ),
    errors.TaskIdTaken: (
        "task_id_taken",
        Text("không dùng được mã nhiệm vụ {wanted}", "{wanted} cannot be the id of the local task"),
    ),
}

SETTING_FIELDS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    ClusterTwice: ("cluster_twice", Text("mã {wanted} bị lặp", "{wanted} is there twice")),
    ProvinceTwice: (
        "province_twice",
        Text("{wanted} đã thuộc cụm, vùng khác cùng loại", "{wanted} is in another one of the same kind"),
    ),
    SlotTwice: ("slot_twice", Text("ô số {wanted} bị lặp", "the number {wanted} is there twice")),
}
