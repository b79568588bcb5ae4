"""What is one tenant's stays there, and what is over is over."""

from collections.abc import Iterator, Mapping

from services.tasks.adapters.records import AGGREGATES
from tests.chaos.evidence import Evidence, Statement
from tests.chaos.invariants.verdicts import unless

_REFUSED = 401


def no_word_leaves_its_tenant(evidence: Evidence) -> Iterator[str | None]:
    """The word that a tenant's texts carry is in no answer, stream, record, log or metric that others can read."""
    for heard in evidence.overheard:
        for tenant, word in evidence.canaries.items():
            if tenant != heard.tenant:
                reader = heard.tenant or "operators"
                yield unless(word not in heard.text, f"{heard.where} shows {reader} a word of {tenant}")


def statements_name_the_tenant(evidence: Evidence) -> Iterator[str | None]:
    """Every question and write that reaches a store is bound to one tenant, but for the sweeps that say why they are not."""
    for statement in evidence.statements:
        wrong = f"{statement.service} asks {statement.collection} without a tenant: {statement.text}"
        yield unless(statement.bound or _is_sweep(statement), wrong)


_OUTBOXES = {("tasks", aggregates.name): "outbox_pending" for aggregates in AGGREGATES}
SWEPT_BY: Mapping[tuple[str, str], str] = {
    ("tasks", "journal"): "sequence",
    ("tasks", "imports"): "status",
    ("tasks", "tenant_successions"): "status",
    ("notifications", "obligations"): "next_step_at",
    ("notifications", "ladders"): "settled",
    ("notifications", "snoozes"): "until",
    ("notifications", "subscriptions"): "state",
    ("notifications", "deliveries"): "at",
    ("notifications", "email_books"): "active",
    ("reporting", "names"): "listed",
    **dict.fromkeys((("reporting", "rebuilds"), ("notifications", "rebuilds")), "active"),
}
"""What is looked for in every tenant: full outboxes, first numbers, imports, successions under way, reminders that are due and
what they follow from, endpoints that are sent to and what may be forgotten of that, address books, names, rebuilds."""
_LISTINGS = ('FROM "tenants" INDEXED BY "tenants.primary"', "find []")
_READS = ("SELECT", "find")


def _is_sweep(statement: Statement) -> bool:
    where = (statement.service, statement.collection)
    swept = any(where in known and known[where] in statement.text for known in (_OUTBOXES, SWEPT_BY))
    listed = where == ("tasks", "tenants") and any(text in statement.text for text in _LISTINGS)
    return statement.text.startswith(_READS) and (swept or listed)


def foreign_is_like_nowhere(evidence: Evidence) -> Iterator[str | None]:
    """What belongs to another tenant is answered exactly as what does not exist."""
    for pair in evidence.pairs:
        yield unless(
            pair.foreign == pair.nowhere,
            f"{pair.question}: another tenant's is answered {pair.foreign}, one that is nowhere {pair.nowhere}",
        )


def the_revoked_are_refused(evidence: Evidence) -> Iterator[str | None]:
    """A token that is over, or was never good, is refused by every service at the latest 60 seconds after its end."""
    for trial in evidence.trials:
        yield unless(
            trial.status == _REFUSED, f"{trial.service} answered {trial.status} to a token that is {trial.token}"
        )
