"""The part of the story about what is set once: the clusters of the central level, and Nghệ An's principle."""

from collections.abc import Iterator

from services.tasks.api import settings_examples as examples
from services.tasks.domain.directives import principle
from services.tasks.domain.organisation import clusters
from shared.events import Occurred
from shared.tenancy.identifiers import CENTRAL
from tests.contract.events.story import NGHE_AN, actor, example, said


def the_settings() -> Iterator[Occurred]:
    content, role = principle.PrincipleWish(**said(examples.PRINCIPLE, "one")), actor("principle.filled").role
    yield from principle.fill(None, content, (NGHE_AN, role), example("principle.filled").recordedtime).events
    table = clusters.ClusterTable(**said(examples.CLUSTERS, "two"))
    now = example("clusters.set").recordedtime
    yield from clusters.set_table(None, table, {"nghe-an"}, CENTRAL, now).events
