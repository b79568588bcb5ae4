"""Series as a running installation would have them, for promtool: two replicas, two tenants, one of every label."""

from itertools import product

from tests.operations.published import Family, families

_VALUES = {
    "tenant": ("nghe-an", "ninh-thuan"),
    "subscription": ("reporting",),
    "method": ("GET",),
    "route": ("/v1/{tenant}/overview",),
    "status": ("200", "503"),
    "operation": ("replace",),
    "reason": ("KeyError",),
    "type": ("vn.tiendo.task.praised.v1",),
    "kind": ("completed",),
    "step": ("T-3",),
    "outcome": ("delivered",),
    "sort": ("notice",),
    "state": ("well", "failing"),
    "level": ("head", "standing_officer"),
    "part": ("reporting",),
    "way": ("oidc",),
    "outlet": ("publisher",),
    "endpoint": ("wh-1", "wh-2"),
    "service": ("gateway",),
    "job": ("tiendo-gateway",),
    "instance": ("a:8000", "b:8000"),
    "le": ("0.1", "1.0", "+Inf"),
}
_TARGET = ("service", "job", "instance")
_GROWING = "0+3x60"
_STEADY = "3x60"


def input_series() -> list[dict[str, str]]:
    ours = [series for family in families() for series in _of(family)]
    process = ("resident_memory_bytes", "open_fds", "max_fds")
    target = [("up", _STEADY), ("process_cpu_seconds_total", _GROWING), *((f"process_{n}", _STEADY) for n in process)]
    theirs = [series for name, values in target for series in _labelled(name, _TARGET, values)]
    return [*ours, *theirs, {"series": 'ALERTS{alertname="TiendoServiceDown", alertstate="firing"}', "values": _STEADY}]


def _of(family: Family) -> list[dict[str, str]]:
    values = _STEADY if family.kind == "gauge" else _GROWING
    return [
        series
        for name, labels in family.series.items()
        for series in _labelled(name, (*sorted(labels), *_TARGET), values)
    ]


def _labelled(name: str, labels: tuple[str, ...], values: str) -> list[dict[str, str]]:
    chosen = product(*(_VALUES[label] for label in labels))
    pairs = [", ".join(f'{label}="{value}"' for label, value in zip(labels, each, strict=True)) for each in chosen]
    return [{"series": f"{name}{{{text}}}", "values": values} for text in pairs]
