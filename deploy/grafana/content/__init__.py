"""What the dashboard shows: one row per question that somebody on duty asks, in the order in which they ask."""

from deploy.grafana.content.events import EVENTS
from deploy.grafana.content.glance import GLANCE
from deploy.grafana.content.http import HTTP
from deploy.grafana.content.machine import LIVE, RESOURCES
from deploy.grafana.content.work import WORK

ROWS = (GLANCE, EVENTS, HTTP, WORK, LIVE, RESOURCES)
