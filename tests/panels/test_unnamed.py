"""Who can tell what somebody said is promised only as far as it can be kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from panels.models import Panel
from tests.panels.conftest import far, page, response_of

pytestmark = pytest.mark.django_db
KEPT, NOT_KEPT = "nobody can tell which answer is yours", "others can tell what you said"


@pytest.mark.parametrize(("count", "said", "not_said"), [(2, NOT_KEPT, KEPT), (3, KEPT, NOT_KEPT)])
def test_nobody_is_promised_to_stay_unnamed_among_two(
    count, said, not_said, system, assessment, architect, people, sign_in, mails
):
    sent = {"people": "\n".join(each.email for each in people[:count]), "due_on": far(), "decider": ""}
    sign_in(architect).post(reverse("panels:ask_several", args=[system.key]), sent)
    client, person = sign_in(people[0]), people[0]
    shown = [
        client.get(page(Panel.objects.get())).content.decode(),
        client.get(reverse("panels:response_check", args=[response_of(person).public_id])).content.decode(),
        *(mail.body for mail in mails()),
    ]
    assert len(shown) == 2 + count
    for text in (" ".join(each.split()) for each in shown):
        assert said in text
        assert not_said not in text
