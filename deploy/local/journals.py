"""Opens the store of the tasks service, which holds the journal, beside that service or without it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal
from deploy.local.servers import in_short, named_store, require_store_url
from shared.messaging import CURSORS, JOURNAL
from shared.storage import StorageError, Store, connect
from shared.tenancy import TenantId
from shared.tenancy.identifiers import CENTRAL


@asynccontextmanager
async def tasks_store(directory: DataDirectory) -> AsyncIterator[Store]:
    """The store that the environment names, or else of the directory. Raises Refusal where it cannot be read."""
    url = named_store() or directory.store_url()
    require_store_url(url)
    store = connect(url, "tasks")
    try:
        await store.open([JOURNAL, CURSORS])
        yield store
    except StorageError as error:
        reason = in_short(error)
        raise Refusal(
            f"không đọc được kho dữ liệu của tasks ({reason}): hãy kiểm tra --data hoặc TIENDO_STORE_URL",
            f"the store of tasks cannot be read ({reason}): check --data or TIENDO_STORE_URL",
        ) from error
    finally:
        await store.close()


def require_tenant(tenant: str, known: list[TenantId]) -> None:
    """Raises Refusal for a tenant that nobody has registered; the central level always exists."""
    choices = sorted({*known, CENTRAL})
    if tenant not in choices:
        names = ", ".join(choices)
        raise Refusal(
            f"không có tỉnh hoặc cấp {tenant!r}; đang có: {names}", f"no tenant {tenant!r}; there are: {names}"
        )
