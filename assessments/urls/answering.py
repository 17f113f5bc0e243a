"""The addresses of answering. Words that stand for a page cannot be the key of a topic."""

from django.urls import path

from assessments.views import answering, answering_check, answering_panel, answering_saving
from assessments.views.sheets_owner import OwnSheet

OWN = {"of": OwnSheet}

urlpatterns = [
    path("assessments/<uuid:public_id>/check/", answering_check.check, OWN, name="check"),
    path("assessments/<uuid:public_id>/submit/", answering_check.submit, OWN, name="submit"),
    path("assessments/<uuid:public_id>/sent/", answering_check.sent, OWN, name="sent"),
    path("assessments/<uuid:public_id>/offer/", answering_check.take_offer, OWN, name="take_offer"),
    path("assessments/<uuid:public_id>/reopen/", answering_check.reopen, OWN, name="reopen"),
    path("assessments/<uuid:public_id>/panel/", answering_panel.panel, OWN, name="panel"),
    path("assessments/<uuid:public_id>/<slug:topic>/", answering.topic, OWN, name="topic"),
    path("assessments/<uuid:public_id>/<slug:topic>/save/", answering_saving.autosave, OWN, name="autosave"),
]
