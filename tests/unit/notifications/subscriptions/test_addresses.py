"""Which addresses may be sent to: nothing inside, in no disguise (FR-X-03)."""

import pytest

from services.notifications.domain.subscriptions.addresses import AddressRefused, check, networks

INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - refused
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.5",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "::127.0.0.1",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700::1", "2a00:1450:4001::1", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_plainly_public_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="address_not_public"):
        check(address, 443, (), http=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_sent_to_at_the_ports_of_the_web(address: str) -> None:
    check(address, 443, (), http=False)
    check(address, 80, (), http=True)
    for port, http in ((80, False), (22, True), (8443, True)):
        with pytest.raises(AddressRefused, match="port_not_allowed"):
            check(address, port, (), http=http)


def test_a_network_that_the_deployment_names_is_open_at_any_port_and_no_other_is() -> None:
    named = networks("10.20.0.0/16, fd00:1::/64")
    check("10.20.3.4", 8443, named, http=False)
    check("::ffff:10.20.3.4", 9000, named, http=False)
    check("fd00:1::7", 443, named, http=False)
    for address in ("10.21.0.1", "fd00:2::7", "127.0.0.1"):
        with pytest.raises(AddressRefused):
            check(address, 443, named, http=True)
    with pytest.raises(ValueError, match="host bits"):
        networks("10.20.3.4/16")
