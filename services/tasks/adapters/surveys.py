"""Question sets, rounds and responses as aggregates."""

from typing import Any

from services.tasks.adapters.registers import StoredRegister
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.messaging import Sequencer, aggregate_spec
from shared.storage import Index, Store

QUESTION_SETS = aggregate_spec("question_sets")
ROUNDS = aggregate_spec("survey_rounds", (Index(("question_set",)),))
RESPONSES = aggregate_spec("survey_responses", (Index(("survey_round",)), Index(("survey_round", "status"))))


class StoredResponses(StoredRegister[SurveyResponseSnapshot]):
    """Listed by round, and by round and status."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, RESPONSES, SurveyResponseSnapshot, sequencer, _fields)


def _fields(known: SurveyResponseSnapshot) -> dict[str, Any]:
    return {"survey_round": known.round, "status": known.status}
