"""Whom an event concerns, in one rule of its own: the unit that leads, those that help, and the agency that watches."""

from tests.chaos.told import Told

_WATCHED = frozenset({"submitted", "on_hold", "basically_completed", "completed"})
_CENTRAL = "central"


def mailboxes_told(event: Told) -> list[str]:
    """The mailboxes that get a notice; none for what was taken over with the status that it already had."""
    work = event.after
    if event.entity.family != "works" or event.change.get("adopted"):
        return []
    lead, helpers = work.get("lead_unit"), dict.fromkeys(work.get("coordinating_units") or ())
    told = [f"head:{lead}", f"officer:{lead}"] if lead else []
    if lead or not event.kind.endswith(".registered"):
        told += [f"head:{unit}" for unit in helpers if unit != lead]
    if event.kind.endswith(".status-changed") and event.change["to"] in _WATCHED:
        told.append("role:central_wg_officer" if event.tenant == _CENTRAL else "role:standing_officer")
    return told
