"""Which series exist, and with which labels: taken from the registry of the services, never from a list of ours."""

from dataclasses import dataclass

from prometheus_client.metrics import MetricWrapperBase

from shared.observability import metrics

# Set by the scrape; `namespace` in Kubernetes only.
TARGET = frozenset({"job", "instance", "service", "namespace"})

_SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
# From prometheus_client's process collector, and from Prometheus itself.
_FOREIGN = {
    "process_resident_memory_bytes": frozenset[str](),
    "process_cpu_seconds_total": frozenset[str](),
    "process_open_fds": frozenset[str](),
    "process_max_fds": frozenset[str](),
    "process_start_time_seconds": frozenset[str](),
    "up": frozenset[str](),
    "ALERTS": frozenset({"alertname", "alertstate", "severity"}),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A metric as declared: `kind` is counter, gauge or histogram."""

    name: str
    kind: str
    labels: tuple[str, ...]

    @property
    def series(self) -> dict[str, frozenset[str]]:
        """Its series by name, each with the labels that it carries."""
        own = frozenset(self.labels)
        return {f"{self.name}{suffix}": own | {"le"} if suffix == "_bucket" else own for suffix in _SUFFIXES[self.kind]}


def families() -> list[Family]:
    declared = [value for value in vars(metrics).values() if isinstance(value, MetricWrapperBase)]
    found = [(next(iter(metric.describe())), metric) for metric in declared]
    return [Family(described.name, described.type, tuple(metric._labelnames)) for described, metric in found]


def known() -> dict[str, frozenset[str]]:
    """Every series that a query may name, with its labels but those of the target."""
    ours = {name: labels for family in families() for name, labels in family.series.items()}
    return ours | _FOREIGN
