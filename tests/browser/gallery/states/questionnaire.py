"""The questionnaire's versions, a draft of it, and the preview."""

from __future__ import annotations

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import press

DRAFT = "/questionnaire/drafts/{questionnaire_draft}/"
PREVIEW = "/questionnaire/preview/{questionnaire_draft}/"

SHOTS = (
    Shot("questionnaire", "architect", "/questionnaire/"),
    Shot("questionnaire-manager", "manager", "/questionnaire/"),
    Shot("questionnaire-version", "architect", "/questionnaire/versions/{own_version}/"),
    Shot("questionnaire-changes", "architect", "/questionnaire/versions/{own_version}/changes/"),
    Shot("questionnaire-draft", "architect", DRAFT, docs=(("wide", "light"),)),
    Shot("questionnaire-question", "architect", f"{DRAFT}questions/what_stops/"),
    Shot("questionnaire-own", "architect", f"{DRAFT}questions/own_night_contact/"),
    Shot("questionnaire-add", "architect", f"{DRAFT}pages/harm/add/"),
    Shot("questionnaire-add-refused", "architect", f"{DRAFT}pages/harm/add/", press("Save in the draft")),
    Shot("questionnaire-page", "architect", f"{DRAFT}pages/harm/"),
    Shot("questionnaire-question-remove", "architect", f"{DRAFT}questions/own_number/remove/"),
    Shot("questionnaire-publish", "architect", f"{DRAFT}publish/"),
    Shot("questionnaire-remove", "architect", f"{DRAFT}remove/"),
    Shot("questionnaire-preview", "architect", PREVIEW),
    Shot("questionnaire-preview-spanish", "architect", f"{PREVIEW}?in=es"),
    Shot("questionnaire-preview-phone", "architect", f"{PREVIEW}?width=phone"),
)
