"""Sealed cookies (RFC 6265bis)."""

import base64
from collections.abc import Iterator
from typing import Literal

from fastapi import Request
from starlette.responses import Response

from services.gateway.api.sessions.address import Address
from shared.chassis.sealing import DoesNotOpen, Seal

_MOST = 4_000
"""What every browser keeps of a cookie, its name included, is 4096 bytes."""


class TooLarge(Exception):
    """No browser would keep such a cookie."""


class Jar:
    """One cookie: no script reads it, no other site sends it along with a change, and nobody can make or alter one."""

    def __init__(self, name: str, seal: Seal, address: Address, same_site: Literal["lax", "strict"]) -> None:
        self._name = name
        self._seal = seal
        self._address = address
        self._same_site = same_site

    def put(self, response: Response, request: Request, text: str, seconds: int) -> None:
        """Raises TooLarge."""
        value = base64.urlsafe_b64encode(self._seal.close(text, self._name)).rstrip(b"=").decode()
        if len(value) > _MOST:
            raise TooLarge
        self._set(response, request, value, seconds)

    def taken(self, request: Request) -> str | None:
        """What was put in; None where there is nothing, or nothing that we have sealed."""
        return next(self._opened(request), None)

    def clear(self, response: Response, request: Request) -> None:
        self._set(response, request, "", 0)

    def _set(self, response: Response, request: Request, value: str, seconds: int) -> None:
        response.set_cookie(
            self._named(request),
            value,
            max_age=seconds,
            path="/",
            secure=self._address.is_secure(request),
            httponly=True,
            samesite=self._same_site,
        )

    def _named(self, request: Request) -> str:
        """Browsers take `__Host-…` from this very host only, and by https only."""
        return f"__Host-{self._name}" if self._address.is_secure(request) else self._name

    def _opened(self, request: Request) -> Iterator[str]:
        """Somebody may have put another of the same name beside ours."""
        name = self._named(request)
        for pair in ";".join(request.headers.getlist("cookie")).split(";"):
            key, _, value = pair.strip().partition("=")
            if key == name and value and value.isascii():
                try:
                    yield self._seal.open(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)), self._name)
                except (DoesNotOpen, ValueError):
                    continue
