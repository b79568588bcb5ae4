"""Working days of a province are set from the environment."""

from datetime import date

import pytest
from pydantic import ValidationError

from services.notifications.settings import Settings

GIVEN = {
    "TIENDO_STORE_URL": "sqlite:///tmp/nowhere",
    "TIENDO_KAFKA": "127.0.0.1:9092",
    "TIENDO_JWKS": "/etc/tiendo/jwks.json",
    "TIENDO_ISSUER": "https://issuer.test",
    "TIENDO_INTERNAL_KEY": "a key that only tests know",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)


def test_without_local_days_the_public_calendar_holds_everywhere() -> None:
    assert Settings().local_days == {}


def test_local_days_are_read_by_tenant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_LOCAL_DAYS", '{"nghe-an": {"off": ["2026-05-19"], "worked": ["2026-05-23"]}}')
    local = Settings().local_days["nghe-an"]
    assert local.off == {date(2026, 5, 19)}
    assert local.worked == {date(2026, 5, 23)}


def test_a_misspelt_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_LOCAL_DAYS", '{"nghe-an": {"holidays": ["2026-05-19"]}}')
    with pytest.raises(ValidationError, match="holidays"):
        Settings()
