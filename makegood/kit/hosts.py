"""Hosts that somebody named: how they are written, and which addresses are everybody's.

Whoever may name a host that we then speak to could name our own machine, what stands beside it,
or what a cloud tells its machines about themselves. So an address counts only if it is one that
any stranger on the internet reaches as well.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# RFC 1035 §2.3.1, and its last part begins with a letter (RFC 3696 §2): no number in any disguise
# (decimal, octal, hexadecimal, cut short) reads as a name.
NAME = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
# Where the two readings of a domain in other letters differ (UTS 46, deviations), it could be
# somebody else's.
READ_IN_TWO_WAYS = frozenset("ßς\u200c\u200d")

# Sources: IANA's registries of special-purpose addresses (RFC 6890), for both versions. And one
# that is no special-purpose address, under which a cloud speaks to its own machines.
NOT_PUBLIC_V4 = tuple(
    IPv4Network(said)
    for said in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",
    )
)
# All that is given out to anybody lies in here (RFC 4291 §2.4): outside are loopback, mapped and
# translated IPv4 (::ffff:0:0/96, 64:ff9b::/96), private, link-local and multicast.
GIVEN_OUT = IPv6Network("2000::/3")
# Inside it: protocols' own with Teredo and ORCHID, documentation, AS112 and 6to4.
NOT_PUBLIC_V6 = tuple(
    IPv6Network(said)
    for said in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
# ISATAP (RFC 5214 §6.1): the lower half of such an address holds an IPv4 address.
ISATAP = (0x00005EFE, 0x02005EFE)


def in_ascii(domain: str) -> str:
    """A domain as the DNS knows it (IDNA). ValueError for one that could be read in two ways."""
    if READ_IN_TWO_WAYS & set(domain):
        raise ValueError("This domain can be read in two ways.")
    return domain.lower().encode("idna").decode()


def host_named(said: str) -> str:
    """The name of a host as the DNS knows it. ValueError for what is none, numbers too."""
    known = in_ascii(said.strip().removesuffix("."))
    if not NAME.fullmatch(known) or len(known) > 253:
        raise ValueError("This is not the name of a host.")
    return known


def is_public(address: str) -> bool:
    """Whether anybody on the internet reaches this address; False for what is no address."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return _public_v4(known) if isinstance(known, IPv4Address) else _public_v6(known)


def _public_v4(address: IPv4Address) -> bool:
    return not any(address in network for network in NOT_PUBLIC_V4)


def _public_v6(address: IPv6Address) -> bool:
    inside = address in GIVEN_OUT and not any(address in network for network in NOT_PUBLIC_V6)
    return inside and address.scope_id is None and (int(address) >> 32) & 0xFFFFFFFF not in ISATAP
