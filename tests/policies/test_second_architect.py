"""Where it is set so, another architect publishes than the one who wrote the draft."""

from __future__ import annotations

import pytest

from accounts.permissions import Role
from policies.actions.drafts import ask_for_simulation, begin_draft
from policies.models import PolicyVersion
from policies.services import simulation
from questionnaires.actions.drafts import begin_draft as begin_questionnaire
from questionnaires.actions.drafts import mark_of, move_question, order_of
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from recovery.policy import DEFAULT_POLICY
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy_draft(architect) -> PolicyVersion:
    draft = begin_draft(by=architect, document={**DEFAULT_POLICY.to_document(), "headroom": 0.5})
    simulation.simulate(ask_for_simulation(draft=draft, by=architect).pk)
    return draft


@pytest.mark.parametrize("second", [False, True])
def test_a_policy(second, settings, sign_in, architect, policy_draft):
    settings.SECOND_ARCHITECT_PUBLISHES = second
    sent = {"revision": policy_draft.revision}
    page = sign_in(architect).post(f"/policy/drafts/{policy_draft.pk}/publish/", sent, follow=True)
    assert PolicyVersion.objects.published().exists() == (not second)
    if second:
        assert "Another architect publishes it." in page.content.decode()
        other = PersonFactory(roles=[Role.ARCHITECT])
        sign_in(other).post(f"/policy/drafts/{policy_draft.pk}/publish/", sent)
        assert PolicyVersion.objects.published().get().published_by == other


@pytest.mark.parametrize("second", [False, True])
def test_a_questionnaire(second, settings, sign_in, architect):
    settings.SECOND_ARCHITECT_PUBLISHES = second
    current = loading.current()
    draft = begin_questionnaire(by=architect)
    key = draft.document["topics"][0]["questions"][0]["key"]
    topic = draft.document["topics"][0]["key"]
    move_question(draft=draft, key=key, way="down", seen=mark_of(order_of(draft.document, topic)), by=architect)
    draft.refresh_from_db()
    sent = {"revision": draft.revision, "against": current.pk, "note": "Another order"}
    page = sign_in(architect).post(f"/questionnaire/drafts/{draft.pk}/publish/", sent, follow=True)
    assert (Questionnaire.objects.get(pk=draft.pk).published_at is None) == second
    if second:
        assert "Another architect publishes it." in page.content.decode()
        sign_in(PersonFactory(roles=[Role.ARCHITECT])).post(f"/questionnaire/drafts/{draft.pk}/publish/", sent)
        assert Questionnaire.objects.get(pk=draft.pk).published_at is not None
