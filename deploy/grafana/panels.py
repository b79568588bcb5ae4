"""The shapes of a dashboard, as Grafana 11 and later read them. What they show is in deploy.grafana.content.

Every panel has a Vietnamese and an English title, says what it means in both languages, and names its unit.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

DATASOURCE: Json = {"type": "prometheus", "uid": "${datasource}"}
_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} · {self.en}"


@dataclass(frozen=True, slots=True)
class Query:
    """A PromQL expression and what its series are called: a template over their labels."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One question and its answer. `unit` is one of Grafana's unit ids; `steps` colour a value from there upwards."""

    title: Text
    about: Text
    unit: str
    queries: tuple[Query, ...]
    kind: str = "timeseries"
    width: int = 12
    height: int = 8
    steps: tuple[tuple[float, str], ...] = ()
    options: Json = field(default_factory=dict)
    custom: Json = field(default_factory=dict)
    transformations: tuple[Json, ...] = ()

    def render(self, number: int, x: int, y: int) -> Json:
        return {
            "id": number,
            "type": self.kind,
            "title": str(self.title),
            "description": f"{self.about.vi}\n\n{self.about.en}",
            "datasource": DATASOURCE,
            "gridPos": {"x": x, "y": y, "w": self.width, "h": self.height},
            "fieldConfig": {"defaults": self._defaults(), "overrides": []},
            "options": self.options,
            "targets": [self._target(*numbered) for numbered in enumerate(self.queries)],
            "transformations": list(self.transformations),
        }

    def _defaults(self) -> Json:
        steps: list[Json] = [{"color": "green", "value": None}]
        steps += [{"color": colour, "value": value} for value, colour in self.steps]
        return {
            "unit": self.unit,
            "custom": self.custom,
            "thresholds": {"mode": "absolute", "steps": steps},
            "color": {"mode": "thresholds" if self.kind in {"stat", "bargauge"} else "palette-classic"},
            "noValue": "–",
        }

    def _target(self, position: int, query: Query) -> Json:
        series = {"timeseries": "time_series", "heatmap": "heatmap", "table": "table"}
        return {
            "refId": chr(ord("A") + position),
            "datasource": DATASOURCE,
            "expr": query.expr,
            "legendFormat": query.legend,
            "format": series.get(self.kind, "time_series"),
            "instant": self.kind in {"stat", "bargauge", "table"},
            "range": self.kind not in {"stat", "bargauge", "table"},
        }


@dataclass(frozen=True, slots=True)
class Row:
    """Panels that answer one question together; they fill lines of 24 columns from left to right."""

    title: Text
    panels: tuple[Panel, ...]


def stat(title: Text, about: Text, unit: str, expr: str, steps: tuple[tuple[float, str], ...] = ()) -> Panel:
    """One figure; green, and coloured from each step upwards."""
    options = {"reduceOptions": {"calcs": ["lastNotNull"]}, "colorMode": "value", "graphMode": "none"}
    return Panel(title, about, unit, (Query(expr),), "stat", 4, 4, steps, options)


def lines(title: Text, about: Text, unit: str, *queries: Query, width: int = 12) -> Panel:
    """Lines over time, the newest value beside each name."""
    return Panel(title, about, unit, queries, width=width, options=_LEGEND, custom={"fillOpacity": 8, "lineWidth": 1})


def bars(title: Text, about: Text, unit: str, *queries: Query, width: int = 12) -> Panel:
    """Amounts per interval, stacked."""
    custom = {"drawStyle": "bars", "fillOpacity": 80, "lineWidth": 0, "stacking": {"mode": "normal", "group": "A"}}
    return Panel(title, about, unit, queries, width=width, options=_LEGEND, custom=custom)


_LEGEND: Json = {
    "legend": {"displayMode": "table", "placement": "bottom", "calcs": ["lastNotNull", "max"]},
    "tooltip": {"mode": "multi", "sort": "desc"},
}


def arrange(rows: tuple[Row, ...]) -> list[Json]:
    """Numbers and places every panel; a row's heading comes before its panels."""
    placed: list[Json] = []
    y = 0
    for row in rows:
        placed.append(_heading(row, len(placed) + 1, y))
        y = _fill(row, placed, y + 1)
    return placed


def _heading(row: Row, number: int, y: int) -> Json:
    place = {"x": 0, "y": y, "w": _WIDTH, "h": 1}
    return {"id": number, "type": "row", "title": str(row.title), "collapsed": False, "gridPos": place, "panels": []}


def _fill(row: Row, placed: list[Json], y: int) -> int:
    x = tallest = 0
    for panel in row.panels:
        if x + panel.width > _WIDTH:
            x, y, tallest = 0, y + tallest, 0
        placed.append(panel.render(len(placed) + 1, x, y))
        x, tallest = x + panel.width, max(tallest, panel.height)
    return y + tallest
