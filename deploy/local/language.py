"""The command line speaks Vietnamese where the locale asks for it, English elsewhere (LANG=C promises ASCII only)."""

import os


def say(vi: str, en: str) -> str:
    """Picks by LC_ALL, LC_MESSAGES, LANG, in that order, as every POSIX program does."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return vi if locale.startswith("vi") else en


class Refusal(Exception):
    """The command cannot be carried out: one line that says what stands in the way and what to do. Exit code 1."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(say(vi, en))
