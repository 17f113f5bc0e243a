"""Several people about one system, and questions for a colleague."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import open_all, press

SHOTS = (
    Shot("panel-invite", "architect", "/systems/payments/panel/"),
    Shot("panel-invite-refused", "architect", "/systems/payments/panel/", press("Ask them")),
    Shot("panel-first-round", "architect", "/panels/{panel_first}/"),
    Shot("panel-another-day", "architect", "/panels/{panel_first}/", open_all),
    Shot("panel-first-round-asked", "marketing.owner", "/panels/{panel_first}/"),
    Shot("panel-compared", "architect", "/panels/{panel_compared}/"),
    Shot("panel-to-decide", "services.owner", "/panels/{panel_compared}/"),
    Shot("panel-second-round", "architect", "/panels/{panel_second}/"),
    Shot("panel-decided", "sales.owner", "/panels/{panel_decided}/"),
    Shot("panel-numbers", "marketing.owner", "/responses/{panel_response}/numbers/"),
    Shot("panel-topic", "marketing.owner", "/responses/{panel_response}/harm/"),
    Shot("panel-topic-again", "newcomer", "/responses/{response_again}/objectives/"),
    Shot("panel-check", "marketing.owner", "/responses/{panel_response}/check/"),
    Shot("colleague-ask", "payments.owner", "/colleagues/{cards}/ask/?question=mtd"),
    Shot("colleagues", "payments.owner", "/colleagues/{cards}/"),
    Shot("colleague-asked", "services.owner", "/questions/{delegation}/"),
    Shot("to-do-asked", "marketing.owner", "/to-do/"),
)
