"""The contract of clusters and regions: how the central level groups provinces (FR-TW-17)."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot

ClusterKind = Literal["cluster", "region"]


class Cluster(Contract):
    """Some provinces under one name."""

    id: str = Field(description="Unique among clusters and regions")
    kind: ClusterKind = Field(description="A province is in one cluster and in one region at most")
    name_vi: str = Field(description="Name in Vietnamese")
    name_en: str | None = Field(default=None, description="Name in English")
    tenants: tuple[str, ...] = Field(description="Its provinces, as tenants")


class ClustersSnapshot(Snapshot):
    """All clusters and regions; there is one such table, at the central level."""

    clusters: tuple[Cluster, ...] = Field(description="In the order in which they are shown")


class ClustersSet(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.clusters.set.v1"
    after: ClustersSnapshot


EVENTS = (
    EventType(
        ClustersSet,
        "clusters",
        ("reporting", "gateway"),
        "The central level groups provinces by cluster and region.",
        "Trung ương gộp các tỉnh theo cụm, vùng.",
    ),
)
