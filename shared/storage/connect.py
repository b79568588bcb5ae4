"""Chooses the adapter by the URL, and imports only that one."""

from shared.storage.port import Store


def connect(url: str, database: str) -> Store:
    """`sqlite:///absolute/dir` keeps one file per service there; `mongodb://…` one database per service. Not opened yet.

    Raises ValueError for any other scheme.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        from shared.storage.sqlite import SqliteStore  # noqa: PLC0415 - only the adapter in use is loaded

        return SqliteStore(rest, database)
    if scheme in {"mongodb", "mongodb+srv"}:
        from shared.storage.mongo import MongoStore  # noqa: PLC0415 - only the adapter in use is loaded

        return MongoStore(url, database)
    raise ValueError(f"store URL must start with sqlite:// or mongodb://, not {scheme or url!r}")
