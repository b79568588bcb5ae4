"""Changes to modules right after they are imported, before anybody has taken a name out of them."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.chaos.points.switches import Switches

Replace = Callable[[Any], Any]
"""From what stands there to what shall stand there."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """`path` names a function, or a method as `Class.method`, of the module; an empty one means the module itself."""

    module: str
    path: str
    replace: Replace

    def apply(self, found: ModuleType) -> None:
        """Raises AttributeError where there is nothing of that name."""
        if not self.path:
            self.replace(found)
            return
        owner, name = self.place(found)
        setattr(owner, name, self.replace(getattr(owner, name)))

    def place(self, found: ModuleType) -> tuple[Any, str]:
        """Whose attribute it is, and the attribute's name."""
        *owners, name = self.path.split(".")
        owner: Any = found
        for each in owners:
            owner = getattr(owner, each)
        return owner, name


def install(service: str, folder: str) -> None:
    """Everything for this process of that service."""
    from tests.chaos.points import connections, crashes, statements  # noqa: PLC0415 - the same
    from tests.chaos.points.plants import planted  # noqa: PLC0415 - they import this module

    switches = Switches(Path(folder), service)
    sorts = (crashes.alterations, statements.alterations, connections.alterations, planted)
    alter([alteration for sort in sorts for alteration in sort(switches)])


def alter(alterations: Iterable[Alteration]) -> None:
    """Each when its module is imported. Raises RuntimeError for one that is imported already."""
    by_module: defaultdict[str, list[Alteration]] = defaultdict(list)
    for alteration in alterations:
        if alteration.module in sys.modules:
            raise RuntimeError(f"{alteration.module} is imported already")
        by_module[alteration.module].append(alteration)
    sys.meta_path.insert(0, _Finder(by_module))


class _Finder(MetaPathFinder):
    def __init__(self, by_module: Mapping[str, Sequence[Alteration]]) -> None:
        self._by_module = by_module

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in self._by_module:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Altering(spec.loader, self._by_module[name])
        return spec


class _Altering(Loader):
    """As the loader that it is given, and then the changes."""

    def __init__(self, loader: Loader, alterations: Sequence[Alteration]) -> None:
        self._loader = loader
        self._alterations = alterations

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        for alteration in self._alterations:
            alteration.apply(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)
