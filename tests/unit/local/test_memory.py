import os
import sys

import pytest

from deploy.local import memory
from deploy.local.memory import Memory

ROLLUP = """\
557bd2400000-7ffd4a1b5000 ---p 00000000 00:00 0                          [rollup]
Rss:               20480 kB
Pss:               10240 kB
Pss_Dirty:          5120 kB
Swap:                  0 kB
"""


def test_a_rollup_is_read_in_mebibytes() -> None:
    assert memory.parse_rollup(ROLLUP) == Memory(rss=20.0, pss=10.0)


def test_a_process_without_memory_has_no_size() -> None:
    assert memory.parse_rollup("") is None


def test_sums_add_both_measures() -> None:
    assert Memory(20.0, 10.0) + Memory(5.0, 1.5) == Memory(25.0, 11.5)


def test_a_sum_with_an_unknown_share_has_an_unknown_share() -> None:
    assert Memory(20.0, 10.0) + Memory(5.0, None) == Memory(25.0, None)


@pytest.mark.parametrize(
    ("weight", "within"),
    [
        (Memory(500.0, 350.0), True),
        (Memory(500.0, 350.1), False),
        (Memory(350.0, None), True),
        (Memory(350.1, None), False),
    ],
)
def test_the_budget_is_held_by_the_share_where_the_system_tells_it(weight: Memory, within: bool) -> None:
    assert weight.is_within_budget is within


@pytest.mark.skipif(sys.platform != "linux", reason="smaps_rollup is Linux's")
def test_this_process_weighs_something_and_a_gone_one_nothing() -> None:
    found = memory.of_process(os.getpid())
    assert found is not None
    assert found.pss is not None
    assert 0 < found.pss <= found.rss
    assert memory.of_process(2**22 + 1) is None
