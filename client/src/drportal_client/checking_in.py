"""Telling a system's check-in address that a copy, a restore test or a failover test has ended."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from drportal_client.asking import Asking
from drportal_client.portal import TIMEOUT
from drportal_client.settings import checked_address


def check_in(
    address: str, fields: Mapping[str, str], *, printed: bytes = b"", tool: str = "",
    transport: httpx.BaseTransport | None = None,
) -> str:  # fmt: skip
    """What the portal says, like “OK 12”. `printed` is what a tool has printed, in place of the fields. Raises
    NotSet, Refusal and NotReached. It needs no token: the address is the secret."""
    checked_address(address)
    with httpx.Client(timeout=TIMEOUT, transport=transport) as http:
        # A check-in that came twice says the same twice: no harm is done.
        asking = Asking(http)
        if printed or tool:
            params = {"from": tool} if tool else {}
            kind = {"Content-Type": "application/octet-stream"}
            return asking.ask("POST", address, harmless=True, params=params, content=printed, headers=kind).text.strip()
        return asking.ask("POST", address, harmless=True, data=dict(fields)).text.strip()
