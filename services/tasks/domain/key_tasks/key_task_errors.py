"""What is refused about catalogues of key tasks and selections from them."""

from collections.abc import Sequence

from services.tasks.domain.errors import FieldRefused, Refusal


class StepRefused(Refusal):
    """The item is not where this step begins; `allowed` names what may follow where it is."""

    def __init__(self, item: str, current: str, wanted: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{item} is {current}, which does not lead to {wanted}")
        self.item = item
        self.current = current
        self.wanted = wanted
        self.allowed = tuple(allowed)


class ItemTwice(FieldRefused):
    """A catalogue, or a step, names an item twice."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is there twice")
        self.wanted = wanted


class ItemWithdrawn(FieldRefused):
    """A newer version of the catalogue no longer has the item; its code is never given to another one."""

    def __init__(self, field: str, wanted: str, version: int) -> None:
        super().__init__(field, f"{wanted} was withdrawn by version {version}")
        self.wanted = wanted
        self.version = version


class ItemUnknown(FieldRefused):
    """The catalogue has no such item, or the province does not study it."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"there is no {wanted}")
        self.wanted = wanted


class MoreThanStated(FieldRefused):
    """There are more items than the source states (17 key tasks are no 18)."""

    def __init__(self, stated: int, items: int) -> None:
        super().__init__("items", f"{items} items where {stated} are stated")
        self.stated = stated
        self.items = items


class NothingDecided(FieldRefused):
    """A decision is about at least one item."""

    def __init__(self) -> None:
        super().__init__("selected", "neither selects nor turns down an item")


class TaskIdTaken(FieldRefused):
    """The id of the local task stands for another work, or would be too long."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} cannot be the id of the local task")
        self.wanted = wanted
