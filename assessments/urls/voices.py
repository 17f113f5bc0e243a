"""The addresses of asking several people, and of asking a colleague."""

from django.urls import path

from assessments.views import voices, voices_answering, voices_colleagues, voices_delegate

urlpatterns = [
    path("systems/<slug:key>/voices/", voices.ask_several, name="ask_several"),
    path("hearings/<uuid:hearing_id>/", voices.hearing, name="hearing"),
    path("hearings/<uuid:hearing_id>/close/", voices.close, name="hearing_close"),
    path("hearings/<uuid:hearing_id>/again/", voices.again, name="hearing_again"),
    path("hearings/<uuid:hearing_id>/decider/", voices.decider, name="hearing_decider"),
    path("hearings/<uuid:hearing_id>/decide/", voices.decide, name="hearing_decide"),
    path("voices/<uuid:voice_id>/", voices_answering.begin, name="voice"),
    path("voices/<uuid:voice_id>/check/", voices_answering.check, name="voice_check"),
    path("voices/<uuid:voice_id>/send/", voices_answering.send, name="voice_send"),
    path("voices/<uuid:voice_id>/panel/", voices_answering.panel, name="voice_panel"),
    path("voices/<uuid:voice_id>/<slug:topic>/", voices_answering.topic, name="voice_topic"),
    path("colleagues/<uuid:public_id>/", voices_colleagues.colleagues, name="colleagues"),
    path("colleagues/<uuid:public_id>/ask/", voices_colleagues.ask, name="ask_colleague"),
    path("questions/<uuid:delegation_id>/", voices_delegate.delegation, name="delegation"),
    path("questions/<uuid:delegation_id>/not-me/", voices_delegate.not_me, name="delegation_not_me"),
    path("questions/<uuid:delegation_id>/withdraw/", voices_colleagues.withdraw, name="delegation_withdraw"),
    path("questions/<uuid:delegation_id>/choose/", voices_colleagues.choose, name="delegation_choose"),
]
