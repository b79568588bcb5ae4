"""The store in memory answers queries as every store does: the contract suite, once more."""

from tests.contract.storage.test_finding import *  # noqa: F403
