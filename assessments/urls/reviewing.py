"""The addresses of asking and reviewing."""

from django.urls import path

from assessments.views import (
    absence,
    asking,
    beginning,
    fragments,
    promises,
    protecting,
    queue,
    reassigning,
    reminders,
    resolving,
    reviewing,
    rhythm,
    taking,
    to_do,
    together,
)

urlpatterns = [
    path("to-do/", to_do.to_do, name="to_do"),
    path("assessments/invite/", asking.invite_many, name="invite_many"),
    path("assessments/ask/", asking.ask_filtered, name="ask_filtered"),
    path("assessments/asked/<int:pk>/", asking.progress, name="asking"),
    path("systems/<slug:key>/invite/", asking.invite, name="invite"),
    path("systems/<slug:key>/reassign/", reassigning.reassign, name="reassign"),
    path("systems/<slug:key>/reassign/keep/", reassigning.keep, name="keep_owner"),
    path("systems/<slug:key>/reminders/", reminders.reminders, name="reminders"),
    path("systems/<slug:key>/reminders/resume/", reminders.resume, name="resume_reminders"),
    path("mail/rhythm/", rhythm.rhythm, name="rhythm"),
    path("away/", absence.absence, name="absence"),
    path("away/back/", absence.come_back, name="come_back"),
    path("systems/<slug:key>/answer/", beginning.begin, name="begin"),
    path("systems/<slug:key>/decision/", fragments.decision_fragment, name="decision_fragment"),
    path("systems/<slug:key>/findings/<int:finding_id>/offer/", resolving.accept_offer, name="accept_offer"),
    path(
        "systems/<slug:key>/findings/<int:finding_id>/protection/", protecting.take_protection, name="take_protection"
    ),
    path("systems/<slug:key>/findings/<int:finding_id>/justify/", resolving.justify, name="justify"),
    path("systems/<slug:key>/promises/", promises.promises, name="promises"),
    path("promises/<int:promise_id>/keep/", promises.keep, name="keep_promise"),
    path("promises/<int:promise_id>/withdraw/", promises.withdraw, name="withdraw_promise"),
    path("offers/<int:taken_id>/", taking.taken, name="taken"),
    path("offers/<int:taken_id>/undo/", taking.undo, name="undo"),
    path("offers/protection/<int:measure_id>/", protecting.protection_taken, name="protection_taken"),
    path("offers/protection/<int:measure_id>/undo/", protecting.undo_protection, name="undo_protection"),
    path("review/", queue.queue, name="queue"),
    path("review/together/", together.approve_all, name="together"),
    path("review/assign/", queue.assign, name="assign"),
    path("review/<uuid:public_id>/next/", queue.next_one, name="next_one"),
    path("review/<uuid:public_id>/approve/", reviewing.approve, name="approve"),
    path("review/<uuid:public_id>/return/", reviewing.return_, name="return_"),
    path(
        "review/reasons/<int:justification_id>/accept/",
        resolving.decide_justification,
        {"accepted": True},
        name="accept_justification",
    ),
    path(
        "review/reasons/<int:justification_id>/reject/",
        resolving.decide_justification,
        {"accepted": False},
        name="reject_justification",
    ),
]
