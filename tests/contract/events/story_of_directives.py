"""The part of the story that is about a directive, as the tasks service tells it."""

from collections.abc import Callable, Iterator
from typing import Any

from services.tasks.api import directive_examples as examples
from services.tasks.domain.directives import acknowledgement, directive, directive_texts, link
from services.tasks.domain.directives.acknowledgement import AcknowledgementWish
from services.tasks.domain.directives.directive_wishes import NewDirective, TranslationWish
from services.tasks.domain.directives.link import NewLink
from shared.calendar import start_of_day
from shared.events import Event, Occurred, UnitSnapshot
from shared.tenancy import TenantId

NGHE_AN = TenantId("nghe-an")


def the_directive(example: Callable[[str], Event], stranger: Callable[[str], UnitSnapshot]) -> Iterator[Occurred]:
    """It is entered, acknowledged by its addressee, translated, and linked to a task of the central level."""
    units = {key: stranger(key) for key in ("NA-UBND", "NA-STTTT")}
    new = NewDirective(**_said(examples.DIRECTIVE, "dispatch"))
    around = directive.Surroundings(units, None, None)
    issued = directive.issue(new, NGHE_AN, around, example("directive.issued").recordedtime)
    since, asked_at = start_of_day(new.issued_date), example("acknowledgement.requested").recordedtime
    asked = acknowledgement.request(issued.state, units["NA-STTTT"], since, asked_at)
    received = AcknowledgementWish(**_said(examples.ACKNOWLEDGEMENT, "received"))
    given = acknowledgement.acknowledge(asked.state, received, example("acknowledgement.given").recordedtime)
    texts = TranslationWish(**_said(examples.TRANSLATION, "english"))
    translated_at = example("directive.translation-added").recordedtime
    translated = directive_texts.enrich(issued.state, texts.translations, texts.sources, None, translated_at)
    upwards = NewLink(**_said(examples.LINK, "central-task"))
    linked = link.register(
        upwards, NGHE_AN, link.Surroundings(translated.state, False), example("directive.linked").recordedtime
    )
    for change in (issued, asked, given, translated, linked):
        yield from change.events


def _said(sort: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    request: dict[str, Any] = sort[name]["value"]
    return request
