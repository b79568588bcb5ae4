"""The HTTP door: routes, what they accept and answer, and how refusals are told."""

from services.tasks.api import frame, journal, tasks, tenants

# The busiest first: routes are tried in this order.
ROUTERS = (tasks.router, frame.router, tenants.router, journal.router)
