"""Addresses of the web that somebody typed: which are any, and which numbers lie inside."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from background.services.web_places import NoPlace, is_public, place_of


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://", "gopher://x/", "http://a:b@example.org/", "http://x/ä"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(NoPlace):
        place_of(url)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", str(IPv4Address(0)), "100.64.0.1",
     "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
     "ff02::1"],
)  # fmt: skip
def test_no_number_inside_is_public(number):
    assert not is_public(ip_address(number))


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="192.168.0.0/16"))
def test_a_private_number_is_not_public_in_either_spelling(number):
    assert not is_public(number)
    assert not is_public(ip_address(f"::ffff:{number}"))


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_a_number_of_the_web_is_public(number):
    assert is_public(ip_address(number))
