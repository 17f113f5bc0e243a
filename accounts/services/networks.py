"""From which network a request comes; whether it comes from this very machine."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
# As proxies write it: with a port, IPv6 in brackets, or as it is.
WITH_PORT = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[0-9.]+))(?::\d+)?")
NOWHERE = "unknown"


def network_of(request: HttpRequest) -> str:
    """The address that asks; of IPv6 the /64, which one household has to itself.

    Behind a proxy, what the proxy itself appended last counts; all before it is the asker's own word. Where that is no
    address, the proxy's own counts; all of whom nothing is known are one network, so that no limit is ever off.
    """
    address = (behind_proxy(request) if settings.SECURE_PROXY_SSL_HEADER else None) or connected(request)
    if address is None:
        return NOWHERE
    if isinstance(address, IPv6Address):
        return str(ip_network((address.packed, 64), strict=False))
    return str(address)


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether browser and portal are on one machine. What any proxy forwards is taken as where its asker is."""
    asker = connected(request)
    if "HTTP_X_FORWARDED_FOR" in request.META:
        asker = behind_proxy(request)
    elif "HTTP_FORWARDED" in request.META:
        return False
    return asker is not None and asker.is_loopback


def connected(request: HttpRequest) -> Address | None:
    return address_in(request.META.get("REMOTE_ADDR", ""))


def behind_proxy(request: HttpRequest) -> Address | None:
    return address_in(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])


def address_in(given: str) -> Address | None:
    """The address in what a server or a proxy says, or nothing; IPv4 that is written as IPv6 is IPv4."""
    bare = given.strip()
    if found := WITH_PORT.fullmatch(bare):
        bare = found["six"] or found["four"]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
