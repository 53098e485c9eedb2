from __future__ import annotations

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.kit.hosts import host_named, is_public

PUBLIC = [
    *("8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255"),
    *("100.128.0.1", "169.253.0.1", "192.167.0.1", "11.0.0.1", "223.255.255.255", "168.63.129.17"),
    *("2606:4700::1111", "2a00:1450:4001:830::200e", "2001:4860:4860::8888", "2003::1"),
]
NOT_PUBLIC = [
    # This machine, and the network it stands in.
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255"),
    *("172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.255", "100.64.0.1"),
    *("100.127.255.254", "::1", "::", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1"),
    *("fd12:3456:789a::1", "ff02::1", "ff0e::1"),
    # What a cloud tells its machines about themselves.
    *("169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192"),
    "fd00:ec2::254",
    # An IPv4 address in the clothes of IPv6: mapped, compatible, translated, 6to4, Teredo, ISATAP.
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "::127.0.0.1"),
    *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::8.8.8.8"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:53aa:64c:0:0:80ff:fffe"),
    *("2a00:1450::5efe:127.0.0.1", "2a00:1450::200:5efe:10.0.0.1"),
    # Everybody, nobody, and examples.
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.7"),
    *("203.0.113.9", "198.18.0.1", "198.19.255.255", "192.88.99.1", "2001:db8::1", "3fff::1"),
    *("2001:10::1", "2001:20::1", "100::1", "5f00::1", "4000::1"),
    # No address at all.
    *("", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "8.8.8.8:25", "[::1]", "8.8.8.8 "),
]
NO_NAMES = [
    # Numbers in disguise: decimal, octal, hexadecimal, cut short, in other writings.
    *("127.0.0.1", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1"),
    *("127.1", "127.0.1", "0", "0.0.0.0", "127.0.0.1.", "127.0.0.0x1", "00000127.0.0.1"),
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "1٢7.0.0.1"),
    *("::1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[fe80::1%25eth0]", "fe80::1%eth0"),
    # More than a name.
    *(
        "eve@mail.example.com",
        "mail.example.com:25",
        "mail.example.com/x",
        "smtp://mail.example.com",
    ),
    *("mail.example.com#x", "mail.example.com?x", "mail.example.com\\x", "mail example.com"),
    *(
        "mail.example.com\r\nHELO eve",
        "mail.exam\nple.com",
        "mail.example.com\x00",
        "mail%2eexample.com",
    ),
    *("*.example.com", "mail..example.com", ".example.com", "mail.example.com..", "-x.example.com"),
    *("x-.example.com", "a_b.example.com", f"{'x' * 64}.example.com", "x." * 127 + "com"),
    # Read in two ways, or no domain.
    *("straße.example", "mail.\u200dexample.com", "localhost", "localhost.", "intranet", "", "."),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_what_anybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_stands_near_us_is_not(address: str) -> None:
    assert not is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_no_ipv4_address_is_public_in_the_clothes_of_ipv6(number: int) -> None:
    for prefix in (0, 0xFFFF << 32, 0x64FF9B << 96, 0x64FF9B0001 << 80):
        assert not is_public(str(IPv6Address(prefix | number)))
    assert not is_public(str(IPv6Address(0x2002 << 112 | number << 80)))


@pytest.mark.parametrize("said", NO_NAMES)
def test_what_is_no_name_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        host_named(said)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("smtp.example.com", "smtp.example.com"),
        (" SMTP.Example.COM. ", "smtp.example.com"),
        ("post.bücher.example", "post.xn--bcher-kva.example"),
        ("1.example.com", "1.example.com"),
        ("mail.xn--p1ai", "mail.xn--p1ai"),
    ],
)
def test_a_name_is_known_as_the_dns_knows_it(said: str, known: str) -> None:
    assert host_named(said) == known
