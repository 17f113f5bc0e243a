"""A list from an address of the web: resolved, checked, and fetched from exactly the address that was checked.

Nothing inside the company's network is reached unless the caller says so: a name that leads there, or a page that
leads on to it, is refused like the address itself (`background.services.web_places`).
"""

from __future__ import annotations

import http.client
import time
from urllib.parse import unquote, urljoin, urlsplit

from background.services.web_places import NoPlace, NotPublic, Pinned, Place, checked, place_of
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, Unreadable

MOST_SECONDS = 60.0
"""For all of it."""
MOST_HOPS = 4
PIECE = 64 * 1024
MOVED = (301, 302, 303, 307, 308)


class Inside(Unreadable):
    """The address leads into the company's network."""


def fetch(url: str, *, private: bool = False) -> tuple[str, bytes]:
    """The name and the bytes of the file there. Raises Unreadable, and nothing else; Inside where it is not public."""
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
        raise Inside(str(error)) from None
    except NoPlace as error:
        raise Unreadable(str(error)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreadable(f"{here} cannot be fetched: {str(error) or type(error).__name__}.") from None
    raise Unreadable(f"{url} leads on more than {MOST_HOPS - 1} times.")


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
