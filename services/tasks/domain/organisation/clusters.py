"""Clusters and regions of provinces: one table of the central level, set as a whole (FR-TW-17)."""

from collections.abc import Collection
from datetime import datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import FieldRefused, UnknownReference
from services.tasks.domain.values import Identifier, Line, Wish
from shared.events import Change, Occurred, Source
from shared.events.clusters import Cluster, ClusterKind, ClustersSet, ClustersSnapshot
from shared.tenancy import TenantId

TABLE = "clusters"
"""The id of the one table that there is."""


class ClusterTwice(FieldRefused):
    """Two clusters, or regions, have the same id."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is there twice")
        self.wanted = wanted


class ProvinceTwice(FieldRefused):
    """A province is in one cluster and in one region at most; else it would be counted twice."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is in another one of the same kind")
        self.wanted = wanted


class NewCluster(Wish):
    id: Identifier
    kind: ClusterKind
    name_vi: Line
    name_en: Line | None = None
    tenants: tuple[Identifier, ...] = Field(max_length=100, description="Provinces that have joined")


class ClusterTable(Wish):
    """The whole table; a province that it does not name is in no cluster."""

    clusters: tuple[NewCluster, ...] = Field(max_length=100)
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def set_table(
    known: ClustersSnapshot | None, wish: ClusterTable, provinces: Collection[str], tenant: TenantId, now: datetime
) -> Change[ClustersSnapshot]:
    """`provinces` are those that have joined. Raises ClusterTwice, ProvinceTwice, UnknownReference."""
    _require_sense(wish, provinces)
    clusters = tuple(Cluster(**cluster.model_dump()) for cluster in wish.clusters)
    after = ClustersSnapshot(
        id=TABLE,
        tenant=tenant,
        version=known.version + 1 if known else 1,
        source=wish.source,
        source_ref=wish.source_ref,
        clusters=clusters,
    )
    payload = ClustersSet(before=old_values(known, after) if known else None, after=after)
    return Change(after, (Occurred(payload, now),))


def _require_sense(wish: ClusterTable, provinces: Collection[str]) -> None:
    ids, members = set[str](), set[tuple[str, str]]()
    for place, cluster in enumerate(wish.clusters):
        if cluster.id in ids:
            raise ClusterTwice(f"clusters.{place}.id", cluster.id)
        ids.add(cluster.id)
        for number, province in enumerate(cluster.tenants):
            field = f"clusters.{place}.tenants.{number}"
            if province not in provinces:
                raise UnknownReference(field, province)
            if (cluster.kind, province) in members:
                raise ProvinceTwice(field, province)
            members.add((cluster.kind, province))
