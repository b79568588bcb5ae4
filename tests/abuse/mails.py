"""Addresses of the town. Its mail server is away, so mails wait; the address carries its tenant's mark as texts do."""

from typing import Any

from tests.abuse.callers import Caller

ENVIRONMENT = {
    "TIENDO_SMTP_HOST": "127.0.0.1",
    "TIENDO_SMTP_PORT": "9",
    "TIENDO_SMTP_SECURITY": "none",
    "TIENDO_EMAIL_SENDER": "thongbao@tiendo.example",
    "TIENDO_PUBLIC_URL": "https://tiendo.example",
}


def bodies(mark: str, number: int) -> dict[str, dict[str, Any]]:
    """Whoever sets the book leaves in it the address that others ask to verify."""
    address = f"{mark}@hop-thu.example"
    return {
        "email_book": {
            "entries": [{"mailbox": "role:chairman", "address": address}],
            "note": f"Đặt lần {number} {mark}",
        },
        "email_verification": {"address": address},
        "email_rules": {
            "quiet": {"starts_at": "22:00", "ends_at": "06:00"},
            "working_days_only": True,
            "mandatory": ["overdue"],
            "urgent": [],
            "digest_at": "07:30",
            "digest_for": ["chairman"],
            "note": f"Đặt lần {number} {mark}",
        },
        "email_preferences": {"address": address, "language": "en", "choices": {"reminder": "digest"}},
    }


def settle(town: Any, tenant: str, chief: Caller) -> None:
    body = town.body("email_book", tenant)
    answer = town.ask(chief, "PUT", f"/v1/{tenant}/email/addresses", json=body)
    assert answer.status == 200, answer.content
