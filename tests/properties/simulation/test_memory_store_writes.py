"""The store in memory keeps what every store promises of documents and tenants: the contract suite, once more."""

from tests.contract.storage.test_concurrency import *  # noqa: F403
from tests.contract.storage.test_documents import *  # noqa: F403
from tests.contract.storage.test_model import *  # noqa: F403
from tests.contract.storage.test_tenants import *  # noqa: F403
