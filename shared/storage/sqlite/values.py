"""How declared fields lie in their columns, so that SQLite compares and sorts them exactly as MongoDB does.

Null and missing are one value that sorts before everything (minus infinity, which JSON cannot hold), so keyset
comparisons and unique indexes treat it as a value. Booleans are blobs: they sort last and never equal 0 or 1.
"""

from shared.storage.conditions import Scalar

Column = str | int | float | bytes

NOTHING = float("-inf")
SQL_NOTHING = "-9e999"
TRUE, FALSE = b"\x01", b"\x00"

_JSON_FIELD = (
    "CASE json_type(_body, '$.{0}') WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' "
    "WHEN 'array' THEN x'02' WHEN 'object' THEN x'02' "
    "ELSE ifnull(json_extract(_body, '$.{0}'), " + SQL_NOTHING + ") END"
)


def to_column(value: Scalar) -> Column:
    """The value as stored, bound and compared."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return value


def from_body(field: str) -> str:
    """The SQL expression that computes the column of a checked field name from the stored body."""
    return _JSON_FIELD.format(field)
