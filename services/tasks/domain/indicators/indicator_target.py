"""Targets of indicators: absolute, or in percent of what was planned, with the formula that is printed (AMB-07, FR-NT-15)."""

from typing import Literal

from pydantic import Field

from services.tasks.domain.values import Amount, Day, Line, Wish
from shared.events.indicators import IndicatorTarget, TargetKind

_SIGNS = {"=": "=", ">=": "≥", "<=": "≤"}


class NewIndicatorTarget(Wish):
    """What the source states and nothing more: `planned`, `due` and `legal_basis` may be missing."""

    kind: TargetKind = Field("absolute", description="relative_to_plan: the value in percent of `planned`")
    op: Literal["=", ">=", "<="]
    value: Amount = Field(description="In the unit of measure; in percent where relative_to_plan")
    planned: Amount | None = Field(None, description="What was planned; where it is missing nothing is assessed")
    due: Day | None = None
    legal_basis: Line | None = Field(None, description="Number and symbol of the document that sets it")


def stated(new: NewIndicatorTarget, unit_of_measure: str) -> IndicatorTarget:
    """The target with its formula, so that everybody prints the same one."""
    unit = "%" if new.kind == "relative_to_plan" else unit_of_measure
    vi, en = ("thực hiện / kế hoạch", "actual / planned") if new.kind == "relative_to_plan" else ("kết quả", "result")
    until_vi, until_en = ", chưa nêu thời hạn", ", no date stated"
    if new.due is not None:
        day = f"{new.due:%d/%m/%Y}"
        until_vi, until_en = f", đến hết {day}", f", by the end of {day}"
    number = f"{new.value:.15g}"
    return IndicatorTarget(
        **new.model_dump(),
        formula_vi=f"{vi} {_SIGNS[new.op]} {number.replace('.', ',')} {unit}{until_vi}",
        formula_en=f"{en} {_SIGNS[new.op]} {number} {unit}{until_en}",
    )
