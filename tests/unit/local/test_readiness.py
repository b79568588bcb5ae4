import pytest

from deploy.local import ports
from deploy.local.readiness import NO_ANSWER, get, reason_of


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            '{"ready": false, "checks": {"store": "ok", "bus": "away", "journal": "3 behind"}}',
            "bus: away; journal: 3 behind",
        ),
        ('{"ready": true, "checks": {"store": "ok"}}', ""),
        ("Bad\n  Gateway", "Bad Gateway"),
        ('{"checks": []}', '{"checks": []}'),
    ],
)
def test_the_reason_is_the_checks_that_are_not_ok(body: str, reason: str) -> None:
    assert reason_of(body) == reason


async def test_nobody_there_is_no_answer() -> None:
    (port,) = ports.choose(1)
    assert await get(port, "/readyz") == NO_ANSWER
