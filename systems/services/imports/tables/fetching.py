"""A list from an address of the web: resolved, checked, and fetched from exactly the address that was checked.

Nothing inside the company's network is reached unless the caller says so: a name that leads there, or a page that
leads on to it, is refused like the address itself.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import unquote, urljoin, urlsplit

from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, Unreadable

MOST_SECONDS, STEP_SECONDS = 60.0, 10.0
"""For all of it, and for each wait within."""
MOST_HOPS = 4
PIECE = 64 * 1024
MOVED = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}
EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))
"""Addresses of IPv6 that lead to an address of IPv4, which may be a private one."""
Address = IPv4Address | IPv6Address


class NotPublic(Unreadable):
    """A name leads into the company's network."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address of the web leads: `target` is the path with what is asked for."""

    scheme: str
    host: str
    port: int
    target: str


def fetch(url: str, *, private: bool = False) -> tuple[str, bytes]:
    """The name and the bytes of the file there. Raises Unreadable, and nothing else."""
    end = time.monotonic() + MOST_SECONDS
    here = url
    try:
        for _hop in range(MOST_HOPS):
            place = place_of(here)
            found = ask(place, checked(place, private=private), end)
            if isinstance(found, bytes):
                return unquote(urlsplit(here).path).rpartition("/")[2] or "list.csv", found
            here = urljoin(here, found)
    except NotPublic as error:
        raise Unreadable(f"{error} Say so if that is meant: --private-addresses") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreadable(f"{here} cannot be fetched: {str(error) or type(error).__name__}.") from None
    raise Unreadable(f"{url} leads on more than {MOST_HOPS - 1} times.")


def place_of(url: str) -> Place:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unreadable(f"{url} is no address of the web. It begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("The address holds a name or a password. Leave them out: addresses stand in logs.")
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        raise Unreadable(f"{url!r} holds signs that an address of the web has not.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], target)


def checked(place: Place, *, private: bool) -> str:
    """One of the numbers that the name stands for; all of them have to be public."""
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


def ask(place: Place, number: str, end: float) -> bytes | str:
    """The bytes, or the address that it leads on to."""
    connection = Pinned(place, number)
    try:
        connection.request("GET", place.target, headers={"Accept-Encoding": "identity", "User-Agent": "DR-Portal"})
        response = connection.getresponse()
        if response.status in MOVED and (on := response.getheader("Location")):
            return on
        if response.status != http.client.OK:
            raise Unreadable(f"{place.host} answers {response.status} {response.reason}, and not 200.")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise Unreadable(f"{place.host} sends the file compressed, although it was asked not to.")
        return body_of(response, place, end)
    finally:
        connection.close()


def body_of(response: http.client.HTTPResponse, place: Place, end: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise Unreadable(TOO_LARGE)
        if time.monotonic() > end:
            raise Unreadable(f"{place.host} takes longer than {MOST_SECONDS:.0f} seconds.")
    return b"".join(pieces)


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
