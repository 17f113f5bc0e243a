"""Signing in at an OpenID provider: who is let in, as whom, with which roles, and who never is."""

from __future__ import annotations

import pytest
import requests
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, OpenSession, ProviderIdentity, User
from accounts.permissions import Role
from tests.accounts.conftest import signed_in_as
from tests.accounts.identity.conftest import sent_back, sent_there, walk
from tests.factories import PersonFactory

REFUSED = "You are not in the portal"


def trail() -> list[str]:
    return [entry.action for entry in AuditEntry.objects.order_by("pk")]


def roles_of(person: User) -> set[str]:
    return set(User.objects.get(pk=person.pk).roles)


def test_the_page_offers_each_provider(offer, db):
    assert "/sign-in/with/" not in Client().get("/sign-in/").content.decode()
    offer()
    offer(key="other", name="Other <b>", issuer="https://other.example")
    body = Client().get("/sign-in/?next=/profile/").content.decode()
    assert "Sign in with Corp account" in body
    assert "Sign in with Other &lt;b&gt;" in body
    assert 'action="/sign-in/with/other/"' in body


def test_a_person_comes_in_by_a_verified_address_and_then_by_issuer_and_subject(offer, known_there, architect):
    provider = offer()
    subject = known_there("a-1", email="Architect@Example.ORG", name="Ada")
    client = Client(HTTP_USER_AGENT="Firefox/1")
    response = walk(client, subject, next_path="/profile/?x=1")
    assert (response.status_code, response["Location"]) == (302, "/profile/?x=1")
    assert signed_in_as(client) == architect.pk
    kept = ProviderIdentity.objects.get()
    assert (kept.user, kept.issuer, kept.subject) == (architect, provider.issuer, "a-1")
    assert trail() == ["person.identity_kept", "person.signed_in"]
    assert AuditEntry.objects.latest("pk").detail == {"by": "provider", "provider": "Corp account"}
    assert OpenSession.objects.get().means == "provider"
    assert "by your organisation" in client.get("/profile/sessions/").content.decode()
    # Whatever the address there is from now on, the subject is who it was.
    known_there("a-1", email="somebody.else@example.org", email_verified=False)
    again = Client()
    walk(again, subject)
    assert signed_in_as(again) == architect.pk
    assert trail()[2:] == ["person.signed_in"]


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email_verified": "yes"},
        {"email_verified": [True]},
        {"email_verified": 1},
        {"email": ""},
        {"email": None},
        {"email": "nobody@example.org"},
        {"email": ["architect@example.org"]},
        {"email": "architect@example.org\u200b"},
        {"email": "x" * 300 + "@example.org"},
    ],
    ids=str,
)
def test_nobody_takes_over_an_account_by_an_address_that_is_not_verified(offer, known_there, architect, claims):
    offer()
    client = Client()
    response = walk(client, known_there("thief", **{"email": architect.email, **claims}))
    assert response.status_code == 403
    assert REFUSED in response.content.decode()
    assert architect.email not in response.content.decode()
    assert signed_in_as(client) is None
    assert ProviderIdentity.objects.count() == AuditEntry.objects.count() == 0
    assert User.objects.get() == architect


def test_an_address_that_somebody_else_gets_there_does_not_lead_to_the_account(offer, known_there, architect):
    offer()
    walk(Client(), known_there("first", email=architect.email))
    client = Client()
    assert walk(client, known_there("second", email=architect.email)).status_code == 403
    assert signed_in_as(client) is None
    assert ProviderIdentity.objects.get().subject == "first"


def test_an_administrator_lets_a_new_account_there_be_recognised(
    offer, known_there, architect, administrator, owner, sign_in
):
    offer()
    before, after = Client(), Client()
    walk(before, known_there("old-1", email=architect.email))
    page = f"/people/{architect.pk}/"
    assert "old-1" in sign_in(administrator).get(page).content.decode()
    assert sign_in(owner).post(f"{page}identities/").status_code == 403
    for _ in range(2):
        assert sign_in(administrator).post(f"{page}identities/").status_code == 302
    forgotten = AuditEntry.objects.get(action="person.identities_forgotten")
    assert (forgotten.actor, forgotten.object_id) == (administrator.email, str(architect.pk))
    assert "old-1" in forgotten.detail["identities"][0]
    assert before.get("/profile/").status_code == 302
    walk(after, known_there("new-1", email=architect.email))
    assert signed_in_as(after) == architect.pk


def test_the_operator_names_the_claim_that_says_verified(offer, known_there, architect):
    offer(verified_claim="xms_edov")
    client = Client()
    assert walk(client, known_there("edov", email=architect.email)).status_code == 403
    assert walk(client, known_there("edov", email=architect.email, xms_edov=True)).status_code == 302
    assert signed_in_as(client) == architect.pk


MAPPING = {"dr-owners": Role.OWNER, "dr-architects": Role.ARCHITECT, "dr-administrators": Role.ADMINISTRATOR}


def test_without_account_nobody_is_added_unless_setting_and_mapping_say_so(offer, known_there, db):
    offer(roles_claim="groups", roles=MAPPING)
    subject = known_there("new", email="new@example.org", name="Nina New", groups=["dr-owners", "others"])
    assert walk(Client(), subject).status_code == 403
    offer(creates_people=True, roles_claim="groups", roles=MAPPING)
    for groups in (["others"], [], None, {"dr-owners": 1}, [["dr-owners"]]):
        known_there("new", email="new@example.org", groups=groups)
        assert walk(Client(), subject).status_code == 403
    known_there("new", email="new@example.org", email_verified=False, groups=["dr-owners"])
    assert walk(Client(), subject).status_code == 403
    assert User.objects.count() == AuditEntry.objects.count() == 0
    known_there("new", email="new@example.org", name="Nina New", groups=["dr-owners", "others"])
    client = Client()
    assert walk(client, subject).status_code == 302
    person = User.objects.get()
    assert (person.email, person.name, person.roles, person.has_usable_password()) == (
        "new@example.org", "Nina New", {"owner"}, False,
    )  # fmt: skip
    assert signed_in_as(client) == person.pk
    assert trail() == ["person.created", "person.identity_kept", "person.signed_in"]
    assert AuditEntry.objects.order_by("pk").first().actor == "DR Portal"
    assert walk(Client(), subject).status_code == 302
    assert User.objects.count() == 1


def test_roles_follow_the_claim_and_those_given_by_hand_stay(offer, known_there, administrator):
    person = PersonFactory(email="m@example.org", roles=[Role.MANAGER, Role.OWNER])
    offer(roles_claim="realm_access.roles", roles=MAPPING)
    subject = known_there("m", email=person.email, realm_access={"roles": ["dr-architects"]})
    walk(Client(), subject)
    assert roles_of(person) == {"manager", "architect"}
    changed = AuditEntry.objects.get(action="person.edited")
    assert changed.detail == {"before": {"roles": ["manager", "owner"]}, "after": {"roles": ["architect", "manager"]}}
    assert changed.actor == "DR Portal"
    known_there("m", email=person.email, realm_access={"roles": "dr-owners"})
    walk(Client(), subject)
    assert roles_of(person) == {"manager", "owner"}


def test_who_has_lost_all_roles_there_is_not_let_in_and_has_lost_them_here(offer, known_there, owner):
    offer(roles_claim="groups", roles=MAPPING)
    subject = known_there("o", email=owner.email, groups=["dr-owners"])
    client = Client()
    walk(client, subject)
    known_there("o", email=owner.email)
    again = Client()
    assert walk(again, subject).status_code == 403
    assert signed_in_as(again) is None
    assert roles_of(owner) == set()


def test_the_last_administrator_stays_one(offer, known_there, administrator):
    offer(roles_claim="groups", roles=MAPPING)
    client = Client()
    walk(client, known_there("adm", email=administrator.email, groups=["dr-owners"]))
    assert signed_in_as(client) == administrator.pk
    assert roles_of(administrator) == {"administrator", "owner"}


def test_deactivation_ends_everything_at_once(offer, known_there, owner, administrator, sign_in):
    offer()
    client, subject = Client(), known_there("gone", email=owner.email)
    walk(client, subject)
    assert client.get("/profile/").status_code == 200
    form = {"name": owner.name, "roles": ["owner"], "version": owner.version}
    assert sign_in(administrator).post(f"/people/{owner.pk}/", form).status_code == 302
    assert client.get("/profile/").status_code == 302
    assert walk(Client(), subject).status_code == 403
    # Access given again does not bring the old session back.
    User.objects.filter(pk=owner.pk).update(is_active=True)
    assert client.get("/profile/").status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/x", "/\\evil.example", "/sign-out/"])
def test_next_leads_nowhere_else(offer, known_there, architect, target):
    offer()
    assert walk(Client(), known_there("n", email=architect.email), next_path=target)["Location"] == "/"


def test_an_answer_that_another_browser_was_sent_off_for_opens_nothing(offer, known_there, architect):
    offer()
    back = sent_back(sent_there(Client()), known_there("csrf", email=architect.email))
    victim = Client()
    sent_there(victim)
    response = victim.get(back)
    assert response.status_code == 400
    assert "Signing in did not work" in response.content.decode()
    assert signed_in_as(victim) is None


def test_an_answer_opens_once(offer, known_there, architect):
    offer()
    client = Client()
    back = sent_back(sent_there(client), known_there("twice", email=architect.email))
    assert client.get(back).status_code == 302
    client.post("/sign-out/")
    assert client.get(back).status_code == 400
    assert signed_in_as(client) is None


def test_a_code_of_another_browser_fits_nowhere_else(offer, known_there, architect):
    """A code that was caught on its way is worth nothing with a state of one's own: PKCE, and here the nonce."""
    offer()
    address = sent_there(Client())
    assert "code_challenge_method=S256" in address
    caught = sent_back(address, known_there("pkce", email=architect.email))
    thief = Client()
    own = sent_back(sent_there(thief), known_there("thief-2", email="thief@example.org"))
    state = own.partition("state=")[2].partition("&")[0]
    code = caught.partition("code=")[2].partition("&")[0]
    assert thief.get(f"/sign-in/with/corp/back/?code={code}&state={state}").status_code == 400
    assert signed_in_as(thief) is None


def test_who_calls_it_off_there_comes_back_to_the_sign_in_page(offer, db):
    offer()
    client = Client()
    state = sent_there(client).partition("state=")[2].partition("&")[0]
    response = client.get(f"/sign-in/with/corp/back/?error=access_denied&state={state}", follow=True)
    assert "You did not sign in. Nothing has changed." in response.content.decode()


def test_a_look_at_the_way_back_changes_nothing(offer, db):
    offer()
    with CaptureQueriesContext(connection) as queries:
        for query in ("", "?code=x", "?state=y&code=x", "?error=access_denied", "?error=x" + "y" * 5000):
            response = Client().get(f"/sign-in/with/corp/back/{query}")
            assert response.status_code == 400, query
            assert "session" not in response.cookies
    assert [each for each in queries if not each["sql"].startswith("SELECT")] == []
    assert Client().get("/sign-in/with/corp/").status_code == 405
    assert (
        Client().post("/sign-in/with/other/").status_code
        == Client().get("/sign-in/with/other/back/").status_code
        == 404
    )


def test_a_provider_that_does_not_answer_is_said(offer, db):
    offer(issuer="http://localhost:9")
    response = Client().post("/sign-in/with/corp/")
    assert response.status_code == 400
    assert "Signing in did not work" in response.content.decode()


def test_an_issuer_that_calls_itself_otherwise_is_not_spoken_with(offer, issuer, db):
    offer(issuer=issuer.replace("localhost", "127.0.0.1") + "/")
    assert requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10).ok
    assert Client().post("/sign-in/with/corp/").status_code == 400


def test_departures_are_counted(offer, db, monkeypatch):
    offer()
    from accounts.services import limits

    monkeypatch.setattr(limits, "PROVIDERS_FROM", limits.Limit("provider-from", 2))
    client = Client()
    assert [client.post("/sign-in/with/corp/").status_code for _ in range(3)] == [200, 200, 429]
