"""Which planted defect breaks which invariant, in which service, and on which occasion."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.chaos.defects import happenings
from tests.chaos.defects.rehearsal import Happening


@dataclass(frozen=True, slots=True)
class Defect:
    """`invariant` is the one that has to be found broken; None where nothing may be."""

    invariant: str | None
    service: str = ""
    happening: Happening = happenings.nothing


DEFECTS: Mapping[str, Defect] = {
    "none": Defect(None, happening=happenings.services_are_killed),
    "none-when-asked-to-end": Defect(None, happening=happenings.services_are_asked_to_end),
    "none-when-an-answer-is-lost": Defect(None, happening=happenings.an_answer_is_lost),
    "none-when-a-delivery-is-cut-short": Defect(None, happening=happenings.a_delivery_is_cut_short),
    "none-when-secrets-are-exchanged": Defect(None, happening=happenings.secrets_are_exchanged),
    "parks-what-it-cannot-handle": Defect(None, "reporting"),
    "acknowledges-before-the-write": Defect("I1", "tasks", happenings.tasks_dies_right_after_an_answer),
    "forgets-idempotency-keys": Defect("I2", "tasks", happenings.an_answer_is_lost),
    "empties-the-outbox-before-the-journal": Defect("I3", "tasks", happenings.tasks_dies_after_the_state_is_stored),
    "numbers-an-event-twice": Defect("I3", "tasks"),
    "counts-a-repetition-again": Defect("I4", "reporting"),
    "tells-a-repetition-again": Defect("I4", "notifications"),
    "publishes-out-of-order": Defect("I5", "tasks"),
    "drops-what-it-cannot-handle": Defect("I6", "reporting"),
    "moves-the-position-before-the-effects": Defect("I7", "reporting"),
    "folds-by-the-clock": Defect("I8", "reporting"),
    "never-empties-its-outboxes": Defect("I8", "tasks"),
    "publishes-without-a-lease": Defect("I9", "tasks", happenings.a_second_publisher_runs),
    "gives-up-after-an-outage": Defect("I10", "reporting", happenings.tasks_cannot_be_reached),
    "hangs-and-says-it-is-ready": Defect("I11", "notifications"),
    "ignores-sigterm": Defect("I12", "gateway", happenings.services_are_asked_to_end),
    "passes-over-what-is-refused": Defect("I13", "notifications", happenings.people_work_while_endpoints_hang),
    "tries-again-at-once": Defect("I14", "notifications", happenings.people_work_while_endpoints_hang),
    "signs-other-bytes": Defect("I15", "notifications"),
    "signs-with-the-youngest-only": Defect("I15", "notifications", happenings.secrets_are_exchanged),
    "signs-with-what-was-dropped": Defect("I15", "notifications", happenings.secrets_are_exchanged),
    "looks-at-no-address": Defect("I16", "notifications"),
    "takes-silence-for-consent": Defect("I17", "notifications", happenings.people_work_while_endpoints_hang),
    "sends-one-after-the-other": Defect("I18", "notifications", happenings.people_work_while_endpoints_hang),
    "lists-everybodys-tasks": Defect("I19", "tasks"),
    "logs-what-people-write": Defect("I19", "tasks"),
    "asks-without-the-tenant": Defect("I20", "tasks"),
    "tells-a-foreign-id-apart": Defect("I21", "tasks"),
    "believes-a-token-for-ever": Defect("I22", "reporting"),
    "resumes-one-too-late": Defect("I23", "gateway", happenings.services_are_killed),
    "breaks-the-chain": Defect("I24", "tasks"),
    "counts-twice": Defect("I25", "reporting"),
}
