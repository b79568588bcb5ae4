"""What a refusal says, outside of an HTTP answer: the same codes and words, for rows of a file."""

from pydantic import ValidationError

from services.tasks.api.problems import TRANSLATIONS
from services.tasks.domain.imports.rows import Remark
from services.tasks.domain.telling import Words
from shared.chassis import FieldFault, Problem
from shared.chassis.answers import problem_of
from shared.chassis.validation import invalid_request


def explain(error: Exception) -> list[Remark]:
    """One remark for each field that the refusal names, or one for the whole."""
    if isinstance(error, ValidationError):
        return [_remark(fault) for fault in invalid_request(error.errors(include_url=False)).faults]
    problem = problem_of(error, TRANSLATIONS)
    return [_remark(fault) for fault in problem.faults] or [_whole(problem)]


def _remark(fault: FieldFault) -> Remark:
    return Remark(tuple(fault.field.removeprefix("body.").split(".")), fault.code, Words(*fault.message))


def _whole(problem: Problem) -> Remark:
    said = problem.kind.detail
    words = Words(said.vi.format_map(problem.values), said.en.format_map(problem.values))
    return Remark((), problem.kind.slug, words)
