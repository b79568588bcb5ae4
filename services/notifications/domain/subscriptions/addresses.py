"""Which addresses may be sent to: public ones, and networks that the deployment has named (server-side request forgery).

`is_global` of the standard library lets through ways around it (NAT64, 6to4, Teredo, addresses that embed IPv4), and
`is_private` lets through carrier-grade NAT; so every range that is not plainly public is written out.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_PUBLIC_PORTS = frozenset({443})
_PUBLIC_PORTS_WITH_HTTP = _PUBLIC_PORTS | {80}
_NOT_PUBLIC: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23", "::/8", "fc00::/7", "fe80::/10", "fec0::/10",
        "ff00::/8", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16",
    )
)  # fmt: skip


class AddressRefused(Exception):
    """The address is not one that integrators' endpoints may have."""


def networks(text: str) -> tuple[Network, ...]:
    """`10.20.0.0/16,127.0.0.1/32`. Raises ValueError."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def check(text: str, port: int, allowed: Sequence[Network], *, http: bool) -> None:
    """Raises AddressRefused. In a network that is allowed every port is; elsewhere only those of the web."""
    address = plain(text)
    if any(address in network for network in allowed if network.version == address.version):
        return
    if not is_public(address):
        raise AddressRefused("address_not_public")
    if port not in (_PUBLIC_PORTS_WITH_HTTP if http else _PUBLIC_PORTS):
        raise AddressRefused("port_not_allowed")


def plain(text: str) -> Address:
    """Without a zone; an IPv4 address in the clothes of IPv6 is the IPv4 address. Raises ValueError."""
    address = ip_address(text.split("%", maxsplit=1)[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_public(address: Address) -> bool:
    inside = any(address in network for network in _NOT_PUBLIC if network.version == address.version)
    return address.is_global and not inside
