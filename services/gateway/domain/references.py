"""References inside an OpenAPI document: which components a part names, and the same part with others' names."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_ROOT = "#/components/"


class Name(NamedTuple):
    """A component: its section (`schemas`, `responses`, …) and its name there."""

    section: str
    entry: str

    @property
    def reference(self) -> str:
        return f"{_ROOT}{self.section}/{self.entry}"


def names_in(part: Any) -> set[Name]:
    """The components that `part` refers to directly."""
    return {name for text in _texts(part) if (name := _named(text))}


def renamed(part: Any, names: Mapping[Name, Name]) -> Any:
    """A copy of `part` whose references say the new names."""
    if isinstance(part, Mapping):
        return {key: renamed(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [renamed(value, names) for value in part]
    name = _named(part)
    return names[name].reference if name is not None and name in names else part


def _texts(part: Any) -> Iterator[Any]:
    if isinstance(part, Mapping):
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from _texts(value)
    else:
        yield part


def _named(part: Any) -> Name | None:
    """A reference is a text of this form wherever it stands: in `$ref` and in a discriminator's mapping."""
    if not (isinstance(part, str) and part.startswith(_ROOT)):
        return None
    section, _, entry = part.removeprefix(_ROOT).partition("/")
    return Name(section, entry)
