"""Samples in Spanish, whose words are longer."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot

PLACES = {
    "catalogue": "/systems/", "system": "/systems/payments/", "system-edit": "/systems/payments/edit/",
    "protection": "/systems/payments/protection/", "exercise": "/systems/payments/exercises/new/",
    "to-do": "/to-do/", "review": "/review/", "policy": "/policy/", "simulation": "/policy/simulations/{simulation}/",
    "summary": "/systems/payments/summary/", "portfolio": "/portfolio/", "responses": "/panels/{panel_compared}/",
    "questionnaire": "/questionnaire/drafts/{questionnaire_draft}/", "check": "/assessments/{round_payments}/check/",
}  # fmt: skip

SHOTS = (
    *(Shot(f"es-{name}", "architect.es", path) for name, path in PLACES.items()),
    Shot("es-begin", "owner.es", "/systems/gift-wrapping/answer/"),
    Shot("es-topic", "logistics.owner", "/systems/route-planning/answer/"),
    Shot("es-to-do-owner", "logistics.owner", "/to-do/"),
    Shot("es-people", "administrator.es", "/people/"),
)
