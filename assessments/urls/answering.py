"""The addresses of answering. Words that stand for a page cannot be the key of a topic."""

from django.urls import path

from assessments.views.answering import again, check, consequence, express, opening, saving, topics
from assessments.views.answering.own_answers import OwnAnswerSet

OWN = {"of": OwnAnswerSet}

urlpatterns = [
    path("assessments/<uuid:public_id>/check/", check.check, OWN, name="check"),
    path("assessments/<uuid:public_id>/submit/", check.submit, OWN, name="submit"),
    path("assessments/<uuid:public_id>/sent/", check.sent, OWN, name="sent"),
    path("assessments/<uuid:public_id>/offer/", check.take_offer, OWN, name="take_offer"),
    path("assessments/<uuid:public_id>/why/", check.say_why, OWN, name="say_why"),
    path("assessments/<uuid:public_id>/reopen/", check.reopen, OWN, name="reopen"),
    path("assessments/<uuid:public_id>/discard/", check.discard, OWN, name="discard"),
    path("assessments/<uuid:public_id>/consequence/", consequence.live, OWN, name="consequence"),
    path("assessments/<uuid:public_id>/opened/", opening.opened, name="opened"),
    path("assessments/<uuid:public_id>/again/", again.again, OWN, name="again"),
    path("assessments/<uuid:public_id>/again/<slug:asked>/", again.change_one, OWN, name="change_one"),
    path("assessments/<uuid:public_id>/express/", express.express, OWN, name="express"),
    path("assessments/<uuid:public_id>/outcome/", express.outcome, OWN, name="outcome"),
    path("assessments/<uuid:public_id>/outcome/send/", express.send_short, OWN, name="send_short"),
    path("assessments/<uuid:public_id>/<slug:topic>/", topics.topic, OWN, name="topic"),
    path("assessments/<uuid:public_id>/<slug:topic>/save/", saving.autosave, OWN, name="autosave"),
]
