"""What is wrong with the value of a setting, in words for the operator; nothing where it is right."""

from __future__ import annotations

import re
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

KEY_LENGTH = 50
KEY_SIGNS = 5  # different ones: what Django's own check of a deployment asks for
HOST = re.compile(r"\*|\.?(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
AGE_KEY = re.compile(r"age1[02-9ac-hj-np-z]{20,2000}")
GPG_KEY = re.compile(r"gpg:[\w@.+-]{3,200}")


def fault_of_key(key: str) -> str:
    """Why the key could be guessed. Sessions and links are worth no more than it."""
    if len(key) >= KEY_LENGTH and len(set(key)) >= KEY_SIGNS:
        return ""
    return f"is too weak: it signs sessions and links, so use at least {KEY_LENGTH} random characters"


def fault_of_host(host: str) -> str:
    """Why no request could ever name this host: addresses, ports and paths are no names."""
    return "" if HOST.fullmatch(host) else f"holds {host!r}, which is no name of a host, like dr.company.example"


def fault_of_recipients(keys: list[str]) -> str:
    """Why copies cannot be encrypted for these: one program encrypts for all of them, and it takes public keys."""
    of_gpg = {key.startswith("gpg:") for key in keys}
    if len(of_gpg) > 1:
        return "names keys of age and of GnuPG; one of the two reads a copy"
    wrong = [key for key in keys if not AGE_KEY.fullmatch(key) and not GPG_KEY.fullmatch(key)]
    return f"holds {wrong[0]!r}, which is neither a public key of age (age1…) nor gpg:KEY" if wrong else ""


def fault_of_place(place: str) -> str:
    """Why no holidays are known of it. Loading what knows them takes half a second, so nothing set loads nothing."""
    if not place:
        return ""
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = place.partition("-")
    try:
        country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return f"must be a country as ISO 3166 has it, like ES, or a part of one, like DE-BY, not {place!r}"
    return ""


def fault_of_web_address(address: str) -> str:
    """Why people cannot reach the portal there: it lies at the root of a host, and links are built on it."""
    try:
        parts = urlsplit(address)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_fits = SplitResult("", "", "", "", ""), False
    if parts.scheme not in {"http", "https"} or not port_fits or fault_of_host(bracketed(parts.hostname)):
        return f"must begin with http:// or https:// and name a host, not {address!r}"
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        return f"must end after the host, like https://dr.company.example, not {address!r}"
    return ""


def fault_of_sender(sender: str) -> str:
    """Why no mail server would take it as the sender."""
    name, address = parseaddr(sender)
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if address and sender.isprintable() and sender.strip() in {address, f"<{address}>"} | written(name, address):
        return ""
    return f"must look like DR Portal <drportal@company.example>, not {sender!r}"


def written(name: str, address: str) -> set[str]:
    return {f"{name} <{address}>", f'"{name}" <{address}>'}


def bracketed(host: str | None) -> str:
    """A host as it stands in an address and in the Host header: that of IPv6 in brackets."""
    return f"[{host}]" if host and ":" in host else host or ""
