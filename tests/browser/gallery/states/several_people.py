"""Several people about one system, and questions for a colleague."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import open_all, press

SHOTS = (
    Shot("responses-invite", "architect", "/systems/payments/panel/"),
    Shot("responses-invite-refused", "architect", "/systems/payments/panel/", press("Ask them")),
    Shot("responses-first-round", "architect", "/panels/{panel_first}/"),
    Shot("responses-another-day", "architect", "/panels/{panel_first}/", open_all),
    Shot("responses-first-round-asked", "marketing.owner", "/panels/{panel_first}/"),
    Shot("responses-compared", "architect", "/panels/{panel_compared}/"),
    Shot("responses-to-decide", "services.owner", "/panels/{panel_compared}/"),
    Shot("responses-second-round", "architect", "/panels/{panel_second}/"),
    Shot("responses-decided", "sales.owner", "/panels/{panel_decided}/"),
    Shot("responses-topic", "marketing.owner", "/responses/{panel_response}/harm/"),
    Shot("responses-topic-again", "newcomer", "/responses/{response_again}/objectives/"),
    Shot("responses-check", "marketing.owner", "/responses/{panel_response}/check/"),
    Shot("colleague-ask", "payments.owner", "/colleagues/{cards}/ask/?question=mtd"),
    Shot("colleagues", "payments.owner", "/colleagues/{cards}/"),
    Shot("colleague-asked", "services.owner", "/questions/{delegation}/"),
    Shot("to-do-asked", "marketing.owner", "/to-do/"),
)
