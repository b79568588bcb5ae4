"""`python -m deploy.grafana.generate` writes dashboards/tiendo.json from deploy.grafana.content.

The file is committed, so that an installation needs nothing but the file; a test compares the two.
"""

import json
from pathlib import Path

from deploy.grafana.content import ROWS
from deploy.grafana.content.expressions import JOBS
from deploy.grafana.panels import DATASOURCE, Json, arrange

FILE = Path(__file__).parent / "dashboards" / "tiendo.json"


def dashboard() -> Json:
    return {
        "uid": "tiendo",
        "title": "Tiendo",
        "description": "Sự kiện, độ trễ, HTTP, công việc và tài nguyên · Events, delays, HTTP, work and resources",
        "tags": ["tiendo"],
        "timezone": "Asia/Ho_Chi_Minh",
        "time": {"from": "now-3h", "to": "now"},
        "refresh": "30s",
        "schemaVersion": 41,
        "editable": False,
        "graphTooltip": 1,
        "templating": {"list": [_datasource(), *_choices(), _filters()]},
        "annotations": {"list": _annotations()},
        "panels": arrange(ROWS),
    }


def _datasource() -> Json:
    return {"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Nguồn · Data source"}


def _choices() -> list[Json]:
    return [
        _choice("service", "Dịch vụ · Service", f"label_values(up{{{JOBS}}}, service)"),
        _choice("tenant", "Tỉnh · Province", "label_values(tiendo_journal_head, tenant)"),
    ]


def _choice(name: str, label: str, query: str) -> Json:
    return {
        "name": name,
        "type": "query",
        "label": label,
        "datasource": DATASOURCE,
        "query": {"query": query, "refId": name},
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": ["All"], "value": ["$__all"]},
    }


def _filters() -> Json:
    """Narrows every panel by any label: the namespace where one Prometheus watches several installations."""
    return {"name": "filters", "type": "adhoc", "label": "Lọc thêm · More filters", "datasource": DATASOURCE}


def _annotations() -> list[Json]:
    return [
        _annotation("Cảnh báo · Alerts", 'ALERTS{alertname=~"Tiendo.+", alertstate="firing"}', "red", "{{alertname}}"),
        _annotation(
            "Khởi động · Starts", f"changes(process_start_time_seconds{{{JOBS}}}[2m]) > 0", "blue", "{{service}}"
        ),
    ]


def _annotation(name: str, expr: str, colour: str, title: str) -> Json:
    return {
        "name": name,
        "datasource": DATASOURCE,
        "enable": True,
        "iconColor": colour,
        "expr": expr,
        "titleFormat": title,
        "textFormat": "{{instance}}{{tenant}}",
        "step": "60s",
    }


def text() -> str:
    return json.dumps(dashboard(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
