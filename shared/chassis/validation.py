"""What is wrong with a request, field by field, in both languages; codes are pydantic's error types, which are stable."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.chassis.problems import INVALID, FieldFault, Problem, Text

_VIETNAMESE = {
    "missing": "bắt buộc phải có",
    "extra_forbidden": "không có mục này",
    "string_type": "phải là chuỗi ký tự",
    "string_too_short": "quá ngắn, tối thiểu {min_length} ký tự",
    "string_too_long": "quá dài, tối đa {max_length} ký tự",
    "string_pattern_mismatch": "không đúng mẫu",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "bool_type": "phải là đúng hoặc sai",
    "bool_parsing": "phải là đúng hoặc sai",
    "date_type": "phải là ngày dạng 2024-03-31",
    "date_parsing": "phải là ngày dạng 2024-03-31",
    "date_from_datetime_parsing": "phải là ngày dạng 2024-03-31",
    "datetime_type": "phải là thời điểm kèm múi giờ",
    "datetime_parsing": "phải là thời điểm kèm múi giờ",
    "enum": "phải là một trong: {expected}",
    "literal_error": "phải là một trong: {expected}",
    "list_type": "phải là danh sách",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là đối tượng",
    "model_type": "phải là đối tượng",
    "model_attributes_type": "phải là đối tượng",
    "too_long": "quá nhiều mục, tối đa {max_length}",
    "too_short": "quá ít mục, tối thiểu {min_length}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "greater_than": "phải lớn hơn {gt}",
    "less_than_equal": "không được quá {le}",
    "less_than": "phải nhỏ hơn {lt}",
    "json_invalid": "không phải JSON hợp lệ",
    "json_type": "không phải JSON hợp lệ",
}
_UNKNOWN = "giá trị không hợp lệ"


def invalid(field: str, code: str, vi: str, en: str) -> Problem:
    """A 422 that names one field."""
    return Problem(INVALID, faults=[FieldFault(field, code, Text(vi, en))])


def invalid_request(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """A 422 from pydantic's errors."""
    return Problem(INVALID, faults=[_fault(error) for error in errors])


def _fault(error: Mapping[str, Any]) -> FieldFault:
    code = error["type"]
    context = error.get("ctx", {})
    vietnamese = context.get("vi") or _VIETNAMESE.get(code, _UNKNOWN)
    message = Text(_filled(vietnamese, context), error["msg"])
    return FieldFault(".".join(str(part) for part in error["loc"]), code, message)


def _filled(text: str, context: dict[str, Any]) -> str:
    if "expected" in context:
        context = {**context, "expected": str(context["expected"]).replace(" or ", " hoặc ")}
    try:
        return text.format_map(context)
    except (KeyError, ValueError):
        return text
