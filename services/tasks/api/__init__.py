"""The HTTP door: routes, what they accept and answer, and how refusals are told."""

from services.tasks.api import frame, journal, tasks, tenants

ROUTERS = (tenants.router, frame.router, tasks.router, journal.router)
