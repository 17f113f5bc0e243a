"""Mail servers in trouble."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from aiosmtpd.smtp import SMTP, Envelope, Session


class TroubledServer:
    """Refuses a share for now and a share for good, hangs up on a share after it took them, and lets a few wait.

    What it took, it keeps: `taken` counts Message-IDs. Which share a mail falls into is drawn per attempt, but a
    recipient who does not exist never does.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.taken: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.later, self.never, self.slow = 0, set[str](), 0

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _o: object) -> str:  # noqa: N802
        if address in self.never or (self.is_unknown(address)):
            self.never.add(address)
            return "550 5.1.1 Nobody of that name here"
        if self.chance.random() < 0.2:
            self.later += 1
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    @staticmethod
    def is_unknown(address: str) -> bool:
        """One in twenty, always the same ones."""
        return int("".join(sign for sign in address.split("@", maxsplit=1)[0] if sign.isdigit()) or 1) % 20 == 0

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        head = (envelope.content or b"").decode(errors="replace")  # type: ignore[union-attr]
        name = next(line for line in head.splitlines() if line.startswith("Message-ID:")).split()[1]
        if self.chance.random() < 0.002:
            self.slow += 1
            await asyncio.sleep(60)
            return "451 4.3.0 Took too long"
        self.taken[name] += 1
        if self.chance.random() < 0.1:
            self.cut[name] += 1
            server.transport.abort()
        return "250 OK"
