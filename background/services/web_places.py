"""Addresses of the web that somebody typed: resolved, checked, and reached at exactly the number that was checked.

Nothing inside the company's network is reached unless the caller says so: a name that leads there is refused like the
number itself.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

STEP_SECONDS = 10.0
"""For each wait."""
PORTS = {"http": 80, "https": 443}
EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))
"""Addresses of IPv6 that lead to an address of IPv4, which may be a private one."""
Address = IPv4Address | IPv6Address


class NoPlace(Exception):
    """It is no address of the web that can be called, and why."""


class NotPublic(NoPlace):
    """A name leads into the company's network."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address of the web leads: `target` is the path with what is asked for."""

    scheme: str
    host: str
    port: int
    target: str


def place_of(url: str) -> Place:
    """Raises NoPlace, and ValueError where a port is no number."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NoPlace(f"{url} is no address of the web. It begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise NoPlace("The address holds a name or a password. Leave them out: addresses stand in logs.")
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        raise NoPlace(f"{url!r} holds signs that an address of the web has not.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], target)


def checked(place: Place, *, private: bool) -> str:
    """One of the numbers that the name stands for; all of them have to be public. Raises NotPublic and OSError."""
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]).partition("%")[0] for each in found]
    inside = [number for number in numbers if not is_public(ip_address(number))]
    if inside and not private:
        raise NotPublic(f"{place.host} leads to {inside[0]}, which is no public address.")
    return numbers[0]


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in EMBEDDING):
            return False
    return address.is_global and not address.is_multicast


class Pinned(http.client.HTTPConnection):
    """A connection to the number that was checked, whatever the name stands for by now; the certificate is still that
    of the name."""

    def __init__(self, place: Place, number: str) -> None:
        super().__init__(place.host, place.port, timeout=STEP_SECONDS)
        self.place, self.number = place, number

    def connect(self) -> None:
        self.sock = socket.create_connection((self.number, self.place.port), timeout=STEP_SECONDS)
        if self.place.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.place.host)
