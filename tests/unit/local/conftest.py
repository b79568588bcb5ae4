import pytest


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are compared in one language, whatever the machine speaks."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
