"""Three people about one system: two rounds, a decision, and who sees what when."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry, User
from assessments.services.four_eyes import may_decide
from derivation.services import deriving
from panels.models import Panel, PanelResponse
from systems.models import Finding
from tests.factories import PersonFactory
from tests.panels.conftest import HOUR, MINUTE, far, page, response_of, say, send, topic_of

pytestmark = pytest.mark.django_db

SAID = (
    {"rto": str(HOUR), "rpo": str(15 * MINUTE), "rto-reason": "Customers wait at the till."},
    {"rto": str(8 * HOUR), "rpo": str(15 * MINUTE), "rto-reason": "We can write on paper."},
    {"rto": str(24 * HOUR), "rpo": "unknown", "rto-reason": "Nobody calls at night."},
)
REASONS = [each["rto-reason"] for each in SAID]


@pytest.fixture
def first_round(panel, people, sign_in) -> Panel:
    for person, said in zip(people, SAID, strict=True):
        say(sign_in(person), person, **said)
        assert send(sign_in(person), person).status_code == 302
    panel.refresh_from_db()
    return panel


def open_findings(system, code="respondents-disagree"):
    deriving.derive([system.pk])
    return list(Finding.objects.open().filter(system=system, code=code))


def test_from_the_mail_to_the_decision(panel, people, owner, architect, system, assessment, sign_in, mails):
    invited = {each.to[0]: each for each in mails()}
    assert set(invited) >= {each.email for each in people}
    link = re.search(r"/responses/[0-9a-f-]+/", invited[people[0].email].body.replace("%2F", "/")).group()
    assert sign_in(people[0]).get(link, follow=True).status_code == 200
    for person, said in zip(people, SAID, strict=True):
        client = sign_in(person)
        assert say(client, person, **said).status_code == 302
        assert open_findings(system) == []
        send(client, person)
    panel.refresh_from_db()
    assert panel.state == Panel.State.COMPARED
    assert len(open_findings(system)) == 1
    shown = sign_in(people[1]).get(page(panel)).content.decode()
    assert all(reason in shown for reason in REASONS)
    assert "24 hours" in shown
    assert "far apart" in shown

    assert sign_in(architect).post(page(panel, "again")).status_code == 302
    again = mails()
    assert {each.to[0] for each in again} >= {each.email for each in people}
    for person, said in zip(people, ({"rto": str(4 * HOUR)}, {}, {"rto": str(8 * HOUR)}), strict=True):
        client = sign_in(person)
        if said:
            say(client, person, **{**SAID[0], **said, "rto-reason": "Persuaded."})
        assert send(client, person).status_code == 302
    panel.refresh_from_db()
    assert panel.state == Panel.State.REVISED
    assert {each.to[0] for each in mails()} == {owner.email, architect.email}

    decided = {"rto": "4 hours", "rpo": "15 minutes", "reason": "Half a day is too long.", "seen": "revised"}
    response = sign_in(owner).post(page(panel, "decide"), decided)
    assert response.status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["rto"]["value"] == {
        "seconds": 4 * HOUR, "accepted": False, "reason": "Half a day is too long."
    }  # fmt: skip
    assert open_findings(system) == []
    kept = PanelResponse.objects.get(person=people[0])
    assert kept.first["rto"]["value"]["seconds"] == HOUR
    assert kept.second["rto"]["value"]["seconds"] == 4 * HOUR
    assert AuditEntry.objects.get(action="responses.decided").detail["reason"] == "Half a day is too long."
    assert (
        "decided by" in sign_in(owner).get(reverse("assessments:check", args=[assessment.public_id])).content.decode()
    )


def test_no_reason_argues_a_disagreement_away(first_round, system, owner, architect, sign_in):
    (finding,) = open_findings(system)
    address = reverse("assessments:justify", args=[system.key, finding.pk])
    sign_in(owner).post(address, {"reason": "It is fine."})
    assert not system.justifications.exists()
    assert not finding.justifiable


def test_a_disagreement_does_not_end_by_giving_in(first_round, system, people, architect, sign_in):
    sign_in(architect).post(page(first_round, "again"))
    for person in people:
        say(sign_in(person), person, rto=str(HOUR), rpo=str(15 * MINUTE))
        send(sign_in(person), person)
    first_round.refresh_from_db()
    assert first_round.state == Panel.State.REVISED
    assert len(open_findings(system)) == 1


def test_a_named_person_decides_and_then_does_not_approve(
    first_round, owner, architect, people, system, sign_in, mails
):
    boss = PersonFactory(email="boss@example.org", name="Boss", roles=["architect"])
    mails()
    sign_in(architect).post(page(first_round, "decider"), {"person": boss.email})
    assert [each.to[0] for each in mails()] == [boss.email]
    chosen = {"rto": "4 h", "rpo": "0", "reason": "Enough.", "seen": "compared"}
    assert sign_in(owner).post(page(first_round, "decide"), chosen).status_code == 403
    assert sign_in(boss).post(page(first_round, "decide"), chosen).status_code == 302
    first_round.assessment.refresh_from_db()
    assessment = first_round.assessment
    assessment.submitted = assessment.answers
    assert not may_decide(boss, assessment.system)
    assert may_decide(PersonFactory(roles=["architect"]), assessment.system)


WHEN = ("nobody", "answering", "compared")


@pytest.mark.parametrize("when", WHEN)
def test_who_sees_what_when(when, panel, people, owner, architect, manager, stranger, sign_in):
    """Before the end of the round nobody sees another's answers; after it all see them, nobody a name beside them."""
    if when != "nobody":
        for person, said in zip(people[:2], SAID, strict=False):
            say(sign_in(person), person, **said)
            send(sign_in(person), person)
    if when == "compared":
        sign_in(architect).post(page(panel, "close"))
    involved = (*people, owner, architect)
    for person in involved:
        shown = sign_in(person).get(page(panel))
        assert shown.status_code == 200
        text = shown.content.decode()
        seen = [reason for reason in REASONS if reason in text]
        assert len(seen) == (2 if when == "compared" else 0), person
        if person in people:
            others = [each.name for each in people if each != person]
            assert not any(name in text for name in others), person
    for person in (manager, stranger):
        assert sign_in(person).get(page(panel)).status_code == 404
    for person in (owner, architect, manager, stranger, people[1]):
        panel_response = response_of(people[0])
        for name in ("response", "response_check"):
            assert sign_in(person).get(reverse(f"panels:{name}", args=[panel_response.public_id])).status_code == 404
        assert sign_in(person).get(topic_of(panel_response, "harm")).status_code == 404
        assert sign_in(person).post(topic_of(panel_response, "harm"), {}).status_code == 404
        assert sign_in(person).post(reverse("panels:response_send", args=[panel_response.public_id])).status_code == 404


def test_the_trail_holds_no_answers(first_round, people):
    told = str(list(AuditEntry.objects.filter(action__startswith="responses.").values_list("detail", flat=True)))
    assert not any(reason in told for reason in REASONS)
    assert str(8 * HOUR) not in told


def test_who_was_asked_sees_nothing_of_the_system(panel, people, system, assessment, sign_in):
    client = sign_in(people[0])
    assert client.get(reverse("systems:detail", args=[system.key])).status_code == 404
    assert client.get(reverse("assessments:check", args=[assessment.public_id])).status_code == 404
    assert "Takes money." in client.get(page(panel)).content.decode()


def test_the_owners_own_answers_are_one_response(panel, people, assessment, owner, architect, sign_in):
    from tests.panels.rounds import answers_of

    assessment.answers = answers_of(rto=2 * HOUR, rpo=HOUR)
    assessment.save()
    say(sign_in(people[0]), people[0], **SAID[0])
    send(sign_in(people[0]), people[0])
    sign_in(architect).post(page(panel, "close"))
    panel.refresh_from_db()
    assert panel.state == Panel.State.COMPARED
    assert PanelResponse.objects.filter(first__isnull=False).count() == 2
    assert "each can tell what the other said" in sign_in(owner).get(page(panel)).content.decode()


def test_one_answer_alone_ends_no_round(panel, people, architect, sign_in):
    say(sign_in(people[0]), people[0], **SAID[0])
    send(sign_in(people[0]), people[0])
    response = sign_in(architect).post(page(panel, "close"), follow=True)
    panel.refresh_from_db()
    assert panel.state == Panel.State.FIRST
    assert "At least two people" in response.content.decode()


def test_sent_answers_stay(panel, people, sign_in):
    client = sign_in(people[0])
    say(client, people[0], **SAID[0])
    send(client, people[0])
    panel_response = response_of(people[0])
    client.post(topic_of(panel_response, "objectives"), {"version": panel_response.version, "rto": "0"})
    assert response_of(people[0]).answers["rto"]["value"]["seconds"] == HOUR
    assert send(client, people[0]).status_code == 302
    assert PanelResponse.objects.filter(second__isnull=False).count() == 0


def test_two_windows_keep_both_texts(panel, people, sign_in):
    client, panel_response = sign_in(people[0]), response_of(people[0])
    address = topic_of(panel_response, "harm")
    client.post(address, {"version": 0, "what_stops": "The tills."})
    response = client.post(address, {"version": 0, "what_stops": "The phones."})
    assert response.status_code == 409
    assert "The tills." in response.content.decode()
    assert "The phones." in response.content.decode()
    panel_response.refresh_from_db()
    sent = {"version": panel_response.version, "what_stops": "The phones.", "what_stops-keep": "mine"}
    assert client.post(address, sent).status_code == 302
    assert response_of(people[0]).answers["what_stops"]["value"] == "The phones."


def test_two_revise_and_neither_is_lost(first_round, people, architect, sign_in):
    """The last two send at once, each with a page opened before the other sent."""
    sign_in(architect).post(page(first_round, "again"))
    pages = {person: (sign_in(person), response_of(person)) for person in people}
    for client, panel_response in pages.values():
        sent = {"version": panel_response.version, "rto": str(4 * HOUR), "rpo": str(HOUR)}
        assert client.post(topic_of(panel_response, "objectives"), sent).status_code == 302
    for person in people:
        assert send(pages[person][0], person).status_code == 302
    first_round.refresh_from_db()
    assert first_round.state == Panel.State.REVISED
    assert PanelResponse.objects.filter(second__isnull=False).count() == 3


def test_a_decision_on_an_old_page_is_none(first_round, owner, architect, sign_in):
    sign_in(architect).post(page(first_round, "again"))
    chosen = {"rto": "4 h", "rpo": "1 h", "reason": "Long thought of.", "seen": "compared"}
    response = sign_in(owner).post(page(first_round, "decide"), chosen)
    assert response.status_code == 409
    assert "Long thought of." in response.content.decode()
    first_round.refresh_from_db()
    assert first_round.decided == {}


def test_deciding_twice_is_once(first_round, owner, sign_in):
    chosen = {"rto": "4 h", "rpo": "1 h", "reason": "So be it.", "seen": "compared"}
    client = sign_in(owner)
    assert client.post(page(first_round, "decide"), chosen).status_code == 302
    assert client.post(page(first_round, "decide"), chosen).status_code in (403, 409)
    assert AuditEntry.objects.filter(action="responses.decided").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Write at least one"),
        ({"people": "no address"}, "This is no e-mail address"),
        ({"people": "<script>alert(1)</script>@x"}, "This is no e-mail address"),
        ({"people": "payments.owner@example.org"}, "is the owner"),
        ({"people": " ".join(f"p{n}@example.org" for n in range(30))}, "at most 20"),
        ({"people": "new@example.org"}, "Nobody here has the address"),
        ({"people": "ada@example.org", "due_on": "2020-01-01"}, "from tomorrow on"),
        ({"people": "ada@example.org", "due_on": "soon"}, "Choose a day"),
        ({"people": "ada@example.org", "decider": "nobody@example.org"}, "Nobody here has this address"),
        ({"people": "x" * 5000}, "4000"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_it(sent, said, system, people, architect, sign_in):
    response = sign_in(architect).post(reverse("panels:ask_several", args=[system.key]), {"due_on": far(), **sent})
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert "<script>alert" not in text
    assert not Panel.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"rto": "4", "rpo": "1 h", "reason": "x"}, "lacks its unit"),
        ({"rto": "", "rpo": "1 h", "reason": "x"}, "how soon"),
        ({"rto": "4 h", "rpo": "1 h", "reason": " "}, "Say in a sentence why"),
        ({"rto": "4 h", "rpo": "1 h", "reason": "x" * 2001}, "2000"),
    ],
)
def test_what_cannot_be_decided_is_said_beside_it(sent, said, first_round, owner, sign_in):
    response = sign_in(owner).post(page(first_round, "decide"), {"seen": "compared", **sent})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_architect_adds_somebody_new(system, architect, sign_in, mails):
    address = reverse("panels:ask_several", args=[system.key])
    sent = {"people": "new@example.org", "due_on": far()}
    offered = sign_in(architect).post(address, sent)
    assert 'name="add"' in offered.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()
    sign_in(architect).post(address, {**sent, "add": "new@example.org"})
    assert User.objects.get(email="new@example.org").roles == {"owner"}
    assert "new@example.org" in {each.to[0] for each in mails()}


def test_an_owner_adds_nobody(system, owner, sign_in):
    sent = {"people": "new@example.org", "due_on": far(), "add": "new@example.org"}
    response = sign_in(owner).post(reverse("panels:ask_several", args=[system.key]), sent)
    assert response.status_code == 422
    assert "ask an architect" in response.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_only_owner_and_architect_invite(system, stranger, manager, people, sign_in):
    address = reverse("panels:ask_several", args=[system.key])
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(manager).get(address).status_code == 403


def test_who_is_asked_leads_nothing(first_round, people, sign_in):
    for name in ("close", "again", "decider", "decide"):
        assert sign_in(people[0]).post(page(first_round, name), {"person": people[0].email}).status_code == 403


def test_the_page_costs_the_same_for_one_and_for_three(panel, people, architect, sign_in):
    client = sign_in(architect)
    counts = []
    for person, said in zip(people, SAID, strict=True):
        say(sign_in(person), person, **said)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(page(panel))
        counts.append(len(caught))
        send(sign_in(person), person)
    assert counts[1] == counts[2]


def test_it_waits_in_the_to_do_list(panel, people, owner, sign_in):
    text = sign_in(people[0]).get(reverse("assessments:to_do")).content.decode()
    assert "asked beside others" in text
    assert "Payment platform" in text
