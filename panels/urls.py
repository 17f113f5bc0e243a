"""The addresses of asking several people, and of asking a colleague."""

from django.urls import path

from assessments.views import (
    answering,
    answering_check,
    answering_panel,
    answering_saving,
    voices,
    voices_colleagues,
    voices_delegate,
    voices_inviting,
    voices_leading,
)
from assessments.views.sheets_delegation import DelegationSheet
from assessments.views.sheets_voice import VoiceSheet

VOICE, DELEGATION = {"of": VoiceSheet}, {"of": DelegationSheet}

urlpatterns = [
    path("systems/<slug:key>/voices/", voices_inviting.ask_several, name="ask_several"),
    path("hearings/<uuid:hearing_id>/", voices.hearing, name="hearing"),
    path("hearings/<uuid:hearing_id>/close/", voices_leading.close, name="hearing_close"),
    path("hearings/<uuid:hearing_id>/until/", voices_leading.until, name="hearing_until"),
    path("hearings/<uuid:hearing_id>/again/", voices_leading.again, name="hearing_again"),
    path("hearings/<uuid:hearing_id>/decider/", voices_leading.decider, name="hearing_decider"),
    path("hearings/<uuid:hearing_id>/decide/", voices_leading.decide, name="hearing_decide"),
    path("voices/<uuid:voice_id>/", answering.begin, VOICE, name="voice"),
    path("voices/<uuid:voice_id>/check/", answering_check.check, VOICE, name="voice_check"),
    path("voices/<uuid:voice_id>/send/", answering_check.submit, VOICE, name="voice_send"),
    path("voices/<uuid:voice_id>/panel/", answering_panel.panel, VOICE, name="voice_panel"),
    path("voices/<uuid:voice_id>/<slug:topic>/", answering.topic, VOICE, name="voice_topic"),
    path("voices/<uuid:voice_id>/<slug:topic>/save/", answering_saving.autosave, VOICE, name="voice_save"),
    path("colleagues/<uuid:public_id>/", voices_colleagues.colleagues, name="colleagues"),
    path("colleagues/<uuid:public_id>/ask/", voices_colleagues.ask, name="ask_colleague"),
    path("questions/<uuid:delegation_id>/", voices_delegate.delegation, DELEGATION, name="delegation"),
    path("questions/<uuid:delegation_id>/save/", answering_saving.autosave, DELEGATION, name="delegation_save"),
    path("questions/<uuid:delegation_id>/not-me/", voices_delegate.not_me, DELEGATION, name="delegation_not_me"),
    path("questions/<uuid:delegation_id>/withdraw/", voices_colleagues.withdraw, name="delegation_withdraw"),
    path("questions/<uuid:delegation_id>/choose/", voices_colleagues.choose, name="delegation_choose"),
]
