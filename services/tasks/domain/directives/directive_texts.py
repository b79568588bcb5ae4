"""The languages and sources of a directive that is known: each is added once, and nothing is issued again (FR-BP-23)."""

from datetime import datetime
from typing import Any

from services.tasks.domain.differences import old_values
from services.tasks.domain.directives.directive_errors import NumberOfOtherDay
from services.tasks.domain.directives.directive_wishes import NewDirective, NewTranslation
from services.tasks.domain.directives.remarks import texts
from services.tasks.domain.directives.terminology import wrong_terms
from shared.events import (
    Change,
    DirectiveSnapshot,
    DirectiveSourceAdded,
    DirectiveTranslationAdded,
    Occurred,
    SourcesAdded,
    Translation,
    TranslationsAdded,
)


class NothingNew(Exception):
    """The import brings nothing that the directive does not have already."""

    def __init__(self, directive: DirectiveSnapshot) -> None:
        super().__init__(directive.id)
        self.directive = directive


def import_again(
    directive: DirectiveSnapshot, new: NewDirective, working_group: str | None, now: datetime
) -> Change[DirectiveSnapshot]:
    """The texts and sources that a second import brings; everything else stays (FR-BP-23).

    Raises NumberOfOtherDay (same number and year, another day), NothingNew.
    """
    if new.issued_date != directive.issued_date:
        raise NumberOfOtherDay(directive.id, directive.issued_date)
    return enrich(directive, _texts_of(directive, new), sources_of(new), working_group, now)


def enrich(
    directive: DirectiveSnapshot,
    translations: tuple[NewTranslation, ...],
    sources: tuple[str, ...],
    working_group: str | None,
    now: datetime,
) -> Change[DirectiveSnapshot]:
    """Adds what is new, once. Raises NothingNew."""
    sources += tuple(translation.source_ref for translation in translations if translation.source_ref)
    events: list[Occurred] = []
    after = directive
    if added := known_once(translations, directive.translations):
        english = next((one.subject for one in added if one.language == "en"), None)
        update = {"translations": directive.translations + added, "subject_en": directive.subject_en or english}
        before, after = after, with_mentions(_next(after, update), working_group)
        told = TranslationsAdded(translations=added)
        events.append(
            Occurred(DirectiveTranslationAdded(before=old_values(before, after), after=after, change=told), now)
        )
    if found := tuple(source for source in dict.fromkeys(sources) if source not in after.sources):
        before, after = after, _next(after, {"sources": after.sources + found})
        payload = DirectiveSourceAdded(
            before=old_values(before, after), after=after, change=SourcesAdded(sources=found)
        )
        events.append(Occurred(payload, now))
    if not events:
        raise NothingNew(directive)
    return Change(after, tuple(events))


def _next(directive: DirectiveSnapshot, update: dict[str, Any]) -> DirectiveSnapshot:
    return directive.model_copy(update={**update, "version": directive.version + 1})


def with_mentions(directive: DirectiveSnapshot, working_group: str | None) -> DirectiveSnapshot:
    """A wrong term is mapped to the tenant's own working group; no unit and no tenant is made of it (FR-BP-24)."""
    named = any(wrong_terms(field, text) for field, text in texts(directive))
    mentioned = (working_group,) if named and working_group else ()
    return directive.model_copy(update={"mentioned_units": mentioned})


def known_once(given: tuple[NewTranslation, ...], known: tuple[Translation, ...]) -> tuple[Translation, ...]:
    """Those of `given` whose words are not known in that language; each of them once."""
    seen = {(one.language, one.subject, one.text) for one in known}
    fresh = {(one.language, one.subject, one.text): Translation(**one.model_dump()) for one in reversed(given)}
    return tuple(one for words, one in reversed(fresh.items()) if words not in seen)


def _texts_of(directive: DirectiveSnapshot, new: NewDirective) -> tuple[NewTranslation, ...]:
    """The translations of an import, and its subjects where they are worded otherwise."""
    subjects = (("vi", new.subject_vi, directive.subject_vi), ("en", new.subject_en, directive.subject_en))
    worded = [
        NewTranslation.model_validate({"language": language, "subject": given, "source_ref": new.source_ref})
        for language, given, known in subjects
        if given is not None and given != known
    ]
    told = {(one.language, one.subject) for one in directive.translations}
    told |= {(one.language, one.subject) for one in new.translations}
    return (*new.translations, *(one for one in worded if (one.language, one.subject) not in told))


def sources_of(new: NewDirective) -> tuple[str, ...]:
    of_texts = (translation.source_ref for translation in new.translations)
    return tuple(dict.fromkeys(filter(None, (new.source_ref, *new.sources, *of_texts))))
