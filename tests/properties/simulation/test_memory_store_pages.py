"""The store in memory pages as every store does: the contract suite, once more."""

from tests.contract.storage.test_pages import *  # noqa: F403
