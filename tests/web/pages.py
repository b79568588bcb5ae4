"""Every page and who looks at it: all are checked in both languages, wide and narrow."""

from typing import NamedTuple


class Seen(NamedTuple):
    """`path` may hold `{tenant}`; `name` is that of its picture."""

    name: str
    path: str
    tenant: str = "nghe-an"
    role: str = "standing_officer"
    unit: str | None = None


PAGES = [
    Seen("overview", "/t/{tenant}/overview"),
    Seen("overview-as-of", "/t/{tenant}/overview?as_of=2024-11-01"),
    Seen("overview-without-data", "/t/{tenant}/overview", tenant="binh-phuoc"),
    Seen("missing", "/t/{tenant}/nowhere"),
    Seen("glossary", "/t/{tenant}/glossary"),
    Seen("compare", "/t/{tenant}/compare", "central", "central_wg_officer"),
    Seen("indicators", "/t/{tenant}/indicators"),
    Seen("indicator", "/t/{tenant}/indicators/NA-KPI-01"),
    Seen("surveys", "/t/{tenant}/surveys"),
    Seen("integrations", "/t/{tenant}/integrations"),
    Seen("import", "/t/{tenant}/import"),
    Seen("import-values", "/t/{tenant}/import", role="unit_officer", unit="NA-STP"),
    Seen("settings", "/t/{tenant}/settings"),
    Seen("settings-clarity", "/t/{tenant}/settings?tab=clarity"),
    Seen("settings-leads", "/t/{tenant}/settings?tab=leads"),
    Seen("settings-calendar", "/t/{tenant}/settings?tab=calendar"),
    Seen("settings-email", "/t/{tenant}/settings?tab=email"),
    Seen("settings-units", "/t/{tenant}/settings?tab=units"),
    Seen("inbox", "/t/{tenant}/inbox", role="unit_head", unit="NA-STP"),
    Seen("inbox-thread", "/t/{tenant}/inbox?show=all&subject=NA-T-01", role="unit_head", unit="NA-STP"),
    Seen("work", "/t/{tenant}/work", role="unit_head", unit="NA-STP"),
    Seen("decisions", "/t/{tenant}/work"),
    Seen("bottlenecks", "/t/{tenant}/bottlenecks"),
    Seen("directives", "/t/{tenant}/directives"),
    Seen("directive", "/t/{tenant}/directives/BP-CV-1470", tenant="binh-phuoc"),
    Seen("meetings", "/t/{tenant}/meetings"),
    Seen("bottleneck", "/t/{tenant}/bottlenecks/NA-BN-01"),
    Seen("tasks", "/t/{tenant}/tasks?outcome=open_overdue&sort=task"),
    Seen("tasks-board", "/t/{tenant}/tasks?view=board"),
    Seen("tasks-timeline", "/t/{tenant}/tasks?view=timeline", role="unit_officer", unit="NA-STP"),
    Seen("task", "/t/{tenant}/tasks/NA-T-01"),
    Seen("model", "/t/{tenant}/tasks/NA-M-01", role="unit_head", unit="NA-VPUB"),
]
