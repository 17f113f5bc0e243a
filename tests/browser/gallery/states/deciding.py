"""Review, and the policy."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import press

SHOTS = (
    Shot("review", "architect", "/review/"),
    Shot("review-empty", "architect", "/review/", portal="empty"),
    Shot("review-ready", "architect", "/systems/hr-records/"),
    Shot("review-return-refused", "architect", "/systems/payments/", press("Return to the owner")),
    Shot("offer-taken", "payments.owner", "/offers/{taken}/"),
    Shot("promises", "payments.owner", "/systems/night-desk/promises/?finding=unattended&action=on-call"),
    Shot("check-promised", "payments.owner", "/assessments/{promised}/check/"),
    Shot("policy", "architect", "/policy/"),
    Shot("policy-manager", "manager", "/policy/"),
    Shot("policy-draft", "architect", "/policy/drafts/{draft}/"),
    Shot("policy-edit", "architect", "/policy/drafts/{draft}/edit/"),
    Shot("policy-simulation", "architect", "/policy/simulations/{simulation}/"),
    Shot("policy-publish", "architect", "/policy/drafts/{draft}/publish/"),
    Shot("policy-not-simulated", "architect", "/policy/drafts/{draft_new}/publish/"),
    Shot("policy-remove", "architect", "/policy/drafts/{draft_new}/remove/"),
)
