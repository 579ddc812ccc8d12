"""Which network addresses are inner ones: this machine, its network, its cloud. Pure.

The names behind a page are looked up by others than us, and may be made to lead anywhere; so it is the number that counts, at the moment
of connecting.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Not all of these are "not global" in every Python that we run on, and one metadata service has a public number.
_INNER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers, and a cloud's metadata service
        "168.63.129.16/32",  # Azure's machine services
        "169.254.0.0/16",  # link-local, most clouds' metadata service
        "192.0.0.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::/128",
        "100::/64",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    )
)
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


def is_inner(text: str) -> bool:
    """Whether a number (IPv4 or IPv6, as a socket gives it) must not be connected to. What is no number is an inner one."""
    try:
        number = ip_address(text.partition("%")[0])
    except ValueError:
        return True
    return any(_is_inner(one) for one in _meant(number))


def _is_inner(number: IPv4Address | IPv6Address) -> bool:
    named = any(number in network for network in _INNER if network.version == number.version)
    return named or not number.is_global or number.is_multicast or number.is_reserved


def is_loopback(text: str) -> bool:
    """Whether a number is this very machine, written plainly."""
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _meant(number: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The number, or, where an IPv6 number carries an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64), what it carries."""
    if isinstance(number, IPv4Address):
        return [number]
    if number.ipv4_mapped:
        return [number.ipv4_mapped]
    carried: list[IPv4Address | IPv6Address] = [number]
    if number.sixtofour:
        carried.append(number.sixtofour)
    if number.teredo:
        carried += number.teredo
    if any(number in network for network in _NAT64) or int(number) >> 32 == 0:
        carried.append(IPv4Address(int(number) & 0xFFFFFFFF))
    return carried[1:] if any(number in network for network in _NAT64) else carried
