"""The part of the story about key tasks: the central level issues a catalogue and revises it, Nghệ An studies it."""

from collections.abc import Iterator

from services.tasks.api import key_task_examples as examples
from services.tasks.domain.key_tasks import key_catalogue, key_selection
from services.tasks.domain.key_tasks.key_selection import Act
from shared.events import Occurred
from shared.tenancy.identifiers import CENTRAL
from tests.contract.events.story import NGHE_AN, actor, example, said


def the_key_tasks() -> Iterator[Occurred]:
    new = key_catalogue.NewKeyCatalogue(**said(examples.CATALOGUE, "two-items"))
    issued = key_catalogue.issue(new, CENTRAL, example("key-catalogue.issued").recordedtime)
    wish, when = key_selection.StudyWish(**said(examples.STUDY, "all")), example("key-selection.changed").recordedtime
    act = Act(actor("key-selection.changed").role, when)
    studied = key_selection.study(None, wish, issued.state, {"NA-CA"}, (NGHE_AN, act))
    revision = key_catalogue.KeyCatalogueRevision(**said(examples.REVISION, "named"))
    revised = key_catalogue.revise(issued.state, revision, example("key-catalogue.revised").recordedtime)
    yield from (*issued.events, *studied.events, *revised.events)
