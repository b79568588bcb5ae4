"""Where browsers find us, and whether a request was sent by a page of ours."""

from urllib.parse import urlsplit

from fastapi import Request

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Address:
    """`public_url` is our origin as browsers see it; empty: the one that the request names."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def origin(self, request: Request) -> str:
        return self._public_url or f"{request.url.scheme}://{request.headers.get('host', '')}".lower()

    def is_secure(self, request: Request) -> bool:
        return self.origin(request).startswith("https://")

    def is_ours(self, request: Request) -> bool | None:
        """True: a page of ours sent it. False: somebody else's did. None: nothing says so, as with programs."""
        site = request.headers.getlist("sec-fetch-site")
        if site:
            return site == ["same-origin"]
        origin = request.headers.getlist("origin")
        return origin == [self.origin(request)] if origin else None

    def is_at_home(self, request: Request) -> bool:
        """Asked for by a name that only this machine has, or by the one it was given.

        Another name may be a stranger's, whose page has made it lead here (DNS rebinding).
        """
        asked = urlsplit(f"//{request.headers.get('host', '')}").hostname
        return asked in _LOOPBACK or (bool(self._public_url) and asked == urlsplit(self._public_url).hostname)
