"""The address of an endpoint as it may be written; where it leads is checked whenever something is sent."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from services.notifications.domain.subscriptions.addresses import AddressRefused, Network, check
from services.notifications.domain.subscriptions.errors import EndpointRefused

_LONGEST = 2_000
_PORTS = {"https": 443, "http": 80}


class Reach(NamedTuple):
    """What a deployment lets endpoints be: `networks` although they are not public, and plain HTTP where `http` is set."""

    networks: Sequence[Network] = ()
    http: bool = False


def checked(url: str, reach: Reach) -> str:
    """The address as it was given. No user, no fragment, https, and a number only if it may be sent to: EndpointRefused."""
    if len(url) > _LONGEST or not url.isascii() or any(sign <= " " or sign in '\\"<>^`{|}' for sign in url):
        raise EndpointRefused("malformed_url")
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as problem:
        raise EndpointRefused("malformed_url") from problem
    if parts.scheme not in _PORTS or not parts.hostname:
        raise EndpointRefused("malformed_url")
    if parts.scheme == "http" and not reach.http:
        raise EndpointRefused("https_required")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise EndpointRefused("url_with_credentials")
    _check_number(parts, port, reach)
    return url


def without_query(url: str) -> str:
    """For logs: what stands behind `?` may be somebody's key."""
    head, mark, _ = url.partition("?")
    return f"{head}?…" if mark else head


def _check_number(parts: SplitResult, port: int, reach: Reach) -> None:
    """A host that is written as an address can be judged now; a name is judged by what it resolves to, each time."""
    try:
        check(parts.hostname or "", port, reach.networks, http=reach.http)
    except AddressRefused as problem:
        raise EndpointRefused(str(problem)) from problem
    except ValueError:
        return
