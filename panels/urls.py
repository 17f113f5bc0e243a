"""The addresses of asking several people, and of asking a colleague."""

from django.urls import path

from assessments.views.answering import check, consequence, numbers, saving, topics
from panels.views import colleagues, delegation, inviting, leading, panel
from panels.views.delegated_answers import DelegatedAnswerSet
from panels.views.response_answers import ResponseAnswerSet

RESPONSE, DELEGATION = {"of": ResponseAnswerSet}, {"of": DelegatedAnswerSet}

app_name = "panels"
urlpatterns = [
    path("systems/<slug:key>/panel/", inviting.ask_several, name="ask_several"),
    path("panels/<uuid:panel_id>/", panel.panel, name="panel"),
    path("panels/<uuid:panel_id>/close/", leading.close, name="close"),
    path("panels/<uuid:panel_id>/until/", leading.until, name="until"),
    path("panels/<uuid:panel_id>/again/", leading.again, name="again"),
    path("panels/<uuid:panel_id>/decider/", leading.decider, name="decider"),
    path("panels/<uuid:panel_id>/decide/", leading.decide, name="decide"),
    path("responses/<uuid:response_id>/", topics.begin, RESPONSE, name="response"),
    path("responses/<uuid:response_id>/check/", check.check, RESPONSE, name="response_check"),
    path("responses/<uuid:response_id>/send/", check.submit, RESPONSE, name="response_send"),
    path("responses/<uuid:response_id>/consequence/", consequence.live, RESPONSE, name="response_consequence"),
    path("responses/<uuid:response_id>/numbers/", numbers.numbers, RESPONSE, name="response_numbers"),
    path("responses/<uuid:response_id>/<slug:topic>/", topics.topic, RESPONSE, name="response_topic"),
    path("responses/<uuid:response_id>/<slug:topic>/save/", saving.autosave, RESPONSE, name="response_save"),
    path("colleagues/<uuid:public_id>/", colleagues.colleagues, name="colleagues"),
    path("colleagues/<uuid:public_id>/ask/", colleagues.ask, name="ask_colleague"),
    path("questions/<uuid:delegation_id>/", delegation.delegation, DELEGATION, name="delegation"),
    path("questions/<uuid:delegation_id>/save/", saving.autosave, DELEGATION, name="delegation_save"),
    path("questions/<uuid:delegation_id>/not-me/", delegation.not_me, DELEGATION, name="delegation_not_me"),
    path("questions/<uuid:delegation_id>/withdraw/", colleagues.withdraw, name="delegation_withdraw"),
    path("questions/<uuid:delegation_id>/choose/", colleagues.choose, name="delegation_choose"),
]
