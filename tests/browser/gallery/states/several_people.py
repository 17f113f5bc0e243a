"""Several people about one system, and questions for a colleague."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import open_all, press

SHOTS = (
    Shot("voices-invite", "architect", "/systems/payments/voices/"),
    Shot("voices-invite-refused", "architect", "/systems/payments/voices/", press("Ask them")),
    Shot("voices-first-round", "architect", "/hearings/{hearing_first}/"),
    Shot("voices-another-day", "architect", "/hearings/{hearing_first}/", open_all),
    Shot("voices-first-round-asked", "marketing.owner", "/hearings/{hearing_first}/"),
    Shot("voices-compared", "architect", "/hearings/{hearing_compared}/"),
    Shot("voices-to-decide", "services.owner", "/hearings/{hearing_compared}/"),
    Shot("voices-second-round", "architect", "/hearings/{hearing_second}/"),
    Shot("voices-decided", "sales.owner", "/hearings/{hearing_decided}/"),
    Shot("voices-topic", "marketing.owner", "/voices/{voice}/harm/"),
    Shot("voices-topic-again", "newcomer", "/voices/{voice_again}/objectives/"),
    Shot("voices-check", "marketing.owner", "/voices/{voice}/check/"),
    Shot("colleague-ask", "payments.owner", "/colleagues/{cards}/ask/?question=mtd"),
    Shot("colleagues", "payments.owner", "/colleagues/{cards}/"),
    Shot("colleague-asked", "services.owner", "/questions/{delegation}/"),
    Shot("to-do-asked", "marketing.owner", "/to-do/"),
)
