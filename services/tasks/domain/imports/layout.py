"""The columns of a sheet: which field of a command each fills, and where the same stands in what was registered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

from services.tasks.domain.imports.cells import Cell, Choice, Kind, Text
from services.tasks.domain.imports.workbook_errors import ColumnsMissing, ColumnTwice, ColumnUnknown
from services.tasks.domain.search import fold
from services.tasks.domain.telling import Words

ID = "id"
_TWICE = Words("mã này đã có ở dòng {row}", "this id is in row {row} already")
_DIFFERS = Words(
    "mã đã có trong hệ thống với giá trị khác: dòng này được bỏ qua, dữ liệu giữ nguyên",
    "the id is registered with another value: the row is skipped, and what is registered stays",
)


@dataclass(frozen=True, slots=True)
class Column:
    """`path` is the command's field, `source` that of the registered thing where it has another name.

    `names` are those by which different commands call the field; `tell` is for what is written in no field; `help` says in
    the template what is expected, in 250 characters together.
    """

    path: str
    title: Words
    kind: Kind = field(default_factory=Text)
    source: str = ""
    example: Cell = None
    required: bool = False
    names: tuple[str, ...] = ()
    tell: Callable[[Any], Cell] | None = None
    help: Words | None = None

    @property
    def choices(self) -> Mapping[str, Words]:
        return self.kind.words if isinstance(self.kind, Choice) else {}

    def asked(self, wish: Any) -> Cell:
        """What the command's field says, as a cell."""
        return self._first(wish, (self.path, *self.names))

    def told(self, known: Any) -> Cell:
        """What the registered thing says, as a cell."""
        return self.tell(known) if self.tell else self._first(known, (self.source or self.path, *self.names))

    def _first(self, thing: Any, names: Sequence[str]) -> Cell:
        said = (_at(thing, name) for name in names)
        value = next((value for value in said if value is not None and value != ()), None)
        return None if value is None else self.kind.write(value)


@dataclass(frozen=True)
class Layout:
    """A sheet of one sort of things: `sheet` is its name; `columns` in the order of the template.

    `twice` is said of a row that is about the same as row `{row}` above it, in the column `id`; `differs` where a row says
    something else than what is registered.
    """

    sheet: Words
    columns: tuple[Column, ...]
    id: str = ID
    twice: Words = _TWICE
    differs: Words = _DIFFERS

    @cached_property
    def by_path(self) -> Mapping[str, Column]:
        return {column.path: column for column in self.columns}

    def matched(self, headings: Sequence[Cell]) -> list[Column | None]:
        """The column of each place, by its heading in either language or its field; None: nothing stands there.

        Raises ColumnUnknown, ColumnTwice, ColumnsMissing.
        """
        known = {fold(name): column for column in self.columns for name in (*column.title, column.path)}
        found = [known.get(_heading(cell)) for cell in headings]
        for cell, column in zip(headings, found, strict=True):
            if column is None and _heading(cell):
                raise ColumnUnknown(str(cell))
            if column is not None and found.count(column) > 1:
                raise ColumnTwice(str(cell))
        missing = [column.title for column in self.columns if column.required and column not in found]
        if missing:
            raise ColumnsMissing(missing)
        return found

    def is_heading(self, cells: Iterable[Cell]) -> bool:
        """Whether these are the English headings under the Vietnamese ones."""
        titles = {fold(column.title.en) for column in self.columns}
        said = [_heading(cell) for cell in cells if _heading(cell)]
        return bool(said) and all(text in titles for text in said)

    def column_of(self, location: Sequence[object]) -> Column | None:
        """The column that fills the field at that place of the command, or the whole of which it is part."""
        steps = [str(step) for step in location]
        named = {name: column for column in self.columns for name in (column.path, *column.names)}
        return next(filter(None, (named.get(".".join(steps[:length])) for length in range(len(steps), 0, -1))), None)


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """`{"due.date": …}` as `{"due": {"date": …}}`."""
    whole: dict[str, Any] = {}
    for path, value in values.items():
        *outer, last = path.split(".")
        reduce(lambda part, name: part.setdefault(name, {}), outer, whole)[last] = value
    return whole


def letters(place: int) -> str:
    """The name of a column by its place from 0: A, B, …, AA."""
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % 26) + name
        place = place // 26 - 1
    return name


def _heading(cell: Cell) -> str:
    return fold(str(cell).replace("*", "")) if cell is not None else ""


def _at(thing: Any, path: str) -> Any:
    return reduce(lambda part, name: getattr(part, name, None), path.split("."), thing)
