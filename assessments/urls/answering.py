"""The addresses of answering. Words that stand for a page cannot be the key of a topic."""

from django.urls import path

from assessments.views import answering, answering_check, answering_panel, answering_saving

urlpatterns = [
    path("assessments/<uuid:public_id>/check/", answering_check.check, name="check"),
    path("assessments/<uuid:public_id>/submit/", answering_check.submit, name="submit"),
    path("assessments/<uuid:public_id>/sent/", answering_check.sent, name="sent"),
    path("assessments/<uuid:public_id>/offer/", answering_check.take_offer, name="take_offer"),
    path("assessments/<uuid:public_id>/reopen/", answering_check.reopen, name="reopen"),
    path("assessments/<uuid:public_id>/panel/", answering_panel.panel, name="panel"),
    path("assessments/<uuid:public_id>/<slug:topic>/", answering.topic, name="topic"),
    path("assessments/<uuid:public_id>/<slug:topic>/save/", answering_saving.autosave, name="autosave"),
]
