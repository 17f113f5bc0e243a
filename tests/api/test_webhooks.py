"""Webhooks: what happens is told once, signed, to whoever listens, and what fails is tried again."""

from __future__ import annotations

import re
import time

import pytest
from django.core.management import call_command
from django.db.models.functions import Now

from accounts.models import AuditEntry
from api import tasks
from api.models import NoticedSystem, NoticedUpTo, Webhook, WebhookDelivery
from background.services import web_places
from derivation.services import deriving
from systems.models import Finding, Profile
from systems.services.staleness import mark_stale
from tests.api.sink import is_genuine, listening
from tests.assessments.answering.conftest import (  # noqa: F401 - fixtures
    answered,
    answering,
    assessment,
    place,
    send,
    system,
)
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db
PAGE = "/status/webhooks/"
SECRET = re.compile(r"whsec_[\w+/=]{44}")
HOUR = 3_600
ALL = list(Webhook.Event.values)


@pytest.fixture
def sink(settings):
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    with listening() as sink:
        yield sink


def made(browser, url: str, events: list[str] = ALL, name: str = "Board") -> str:
    answer = browser.post(PAGE, {"name": name, "url": url, "events": events})
    assert answer.status_code == 200, answer.content.decode()
    return SECRET.findall(answer.content.decode())[0]


def told() -> None:
    """A look at what is new, and every call that is due."""
    tasks.sweep()
    for pk in WebhookDelivery.objects.due().order_by("pk").values_list("pk", flat=True):
        tasks.deliver(pk)


def due_now() -> None:
    WebhookDelivery.objects.filter(state="pending").update(due_at=Now())


def test_what_happens_is_told_once_to_who_listens(
    sink, administrator, sign_in, answering, answered, owner  # noqa: F811
):  # fmt: skip
    browser = sign_in(administrator)
    secret = made(browser, sink.url)
    made(browser, sink.url, ["plan.approved"], "Other")
    told()
    assert sink.calls == []  # what was so before is no news
    answering.post(place(answered, "submit"), {"version": answered.version})
    deriving.derive([answered.system_id])
    for _ in range(2):
        told()
    kinds = [each["type"] for each in sink.told()]
    assert (kinds.count("answers.sent"), kinds.count("objective.changed"), "plan.approved" in kinds) == (1, 1, False)
    found = {each["data"]["code"] for each in sink.told() if each["type"] == "contradiction.opened"}
    assert found == set(Finding.objects.open().values_list("code", flat=True))
    sent = next(each for each in sink.told() if each["type"] == "answers.sent")
    assert sent["data"] == {"system": {"key": "payments", "name": "Payment platform"}, "by": owner.email}
    changed = next(each["data"] for each in sink.told() if each["type"] == "objective.changed")
    assert (changed["before"]["rto_state"], changed["now"]["rto_seconds"]) == ("unset", 14_400)
    assert len({headers["webhook-id"] for headers, _ in sink.calls}) == len(sink.calls)
    assert all(is_genuine(headers, body, secret) for headers, body in sink.calls)
    headers, body = sink.calls[0]
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert not is_genuine(headers, body + b" ", secret)
    assert not is_genuine({**headers, "webhook-timestamp": "1"}, body, secret)


def test_a_contradiction_comes_goes_and_comes_again(sink, administrator, sign_in):
    shop = SystemFactory(key="shop", owner=PersonFactory(roles=["owner"]))
    made(sign_in(administrator), sink.url, ["contradiction.opened", "contradiction.closed"])
    told()
    round_ = round_of(shop, rto=8 * HOUR, rpo=HOUR, mtd=4 * HOUR)
    for rto in (8, 1, 8):
        round_.submitted = answers_of(rto=rto * HOUR, rpo=HOUR, mtd=4 * HOUR)
        round_.save()
        mark_stale([shop.pk])
        deriving.derive([shop.pk])
        told()
    seen = [each["type"] for each in sink.told() if each["data"]["code"] == "rto-exceeds-mtd"]
    assert seen == ["contradiction.opened", "contradiction.closed", "contradiction.opened"]


def test_a_copy_that_is_overdue_is_an_event_of_its_own(sink, administrator, sign_in):
    shop = SystemFactory(key="shop")
    made(sign_in(administrator), sink.url, ["copy.overdue"])
    told()
    Finding.objects.create(system=shop, code="copy-overdue", severity="blocks", first_seen_at="2026-01-01T00:00Z")
    Profile.objects.update_or_create(system=shop, defaults={"inputs_hash": "other"})
    for _ in range(2):
        told()
    assert [(each["type"], each["data"]["system"]["key"]) for each in sink.told()] == [("copy.overdue", "shop")]


def test_an_approval_is_told_with_who_gave_it(sink, administrator, architect, sign_in):
    from accounts.services import audit

    shop = SystemFactory(key="shop")
    made(sign_in(administrator), sink.url, ["plan.approved"])
    told()
    audit.record(by=architect, action="assessment.approved", about=shop)
    told()
    [approved] = sink.told()
    assert (approved["type"], approved["data"]["by"]) == ("plan.approved", architect.email)


@pytest.fixture
def owed(sink, administrator, sign_in):
    """One call that is owed, and the browser of who made the webhook."""
    browser = sign_in(administrator)
    made(browser, sink.url, ["answers.sent"])
    body = {"type": "answers.sent", "data": {"system": {"key": "shop", "name": "Shop"}}}
    delivery = WebhookDelivery.objects.create(webhook=Webhook.objects.get(), event="answers.sent", key="1", body=body)
    return delivery, browser


def test_what_fails_is_tried_again_under_the_same_number(sink, owed):
    delivery, _ = owed
    sink.answers = [500, 302, 410]
    for status in (500, 302, 410):
        tasks.deliver(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.answered, str(status) in delivery.error) == ("pending", status, True)
        tasks.deliver(delivery.pk)  # not due yet
        due_now()
    tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered, delivery.error, len(sink.calls)) == ("done", 204, "", 4)
    assert {headers["webhook-id"] for headers, _ in sink.calls} == {f"msg_{delivery.pk}"}
    tasks.deliver(delivery.pk)
    assert len(sink.calls) == 4


def test_what_has_failed_for_good_is_shown_and_can_be_tried_again(sink, owed):
    delivery, browser = owed
    sink.answers = [503] * 12
    for _ in range(12):
        due_now()
        tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    page = browser.get(PAGE).content.decode()
    assert "could not be told" in page
    assert "it answered 503" in page
    for _ in range(2):
        assert browser.post(f"{PAGE}deliveries/{delivery.pk}/try-again/").status_code == 302
    assert AuditEntry.objects.filter(action="work.tried_again").count() == 1
    told()
    delivery.refresh_from_db()
    assert (delivery.state, len(sink.calls)) == ("done", 13)


def test_nothing_inside_the_network_is_called(sink, owed, settings):
    delivery, _ = owed
    settings.WEBHOOK_PRIVATE_ADDRESSES = False
    for url in (sink.url, sink.url.replace("127.0.0.1", "localhost"), "http://169.254.169.254/", "http://[::1]/"):
        Webhook.objects.update(url=url)
        due_now()
        tasks.deliver(delivery.pk)
        delivery.refresh_from_db()
        assert "no public address" in delivery.error, url
    assert sink.calls == []


def test_a_silent_receiver_holds_nobody(sink, owed, monkeypatch):
    delivery, _ = owed
    monkeypatch.setattr(web_places, "STEP_SECONDS", 0.2)
    sink.silent = True
    tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, "timed out" in delivery.error) == ("pending", True)


def test_an_ended_one_is_told_nothing_and_the_portal_forgets(sink, owed):
    delivery, browser = owed
    told()
    assert NoticedUpTo.objects.exists()
    SystemFactory()
    told()
    assert NoticedSystem.objects.exists()
    due_now()
    late = WebhookDelivery.objects.create(webhook=delivery.webhook, event="answers.sent", key="2")
    for _ in range(2):
        assert browser.post(f"{PAGE}{delivery.webhook_id}/end/").status_code == 302
    calls = len(sink.calls)
    told()
    late.refresh_from_db()
    assert (late.state, len(sink.calls)) == ("cancelled", calls)
    assert not NoticedSystem.objects.exists()
    assert not NoticedUpTo.objects.exists()


def test_its_secret_is_shown_once_and_lies_encrypted(administrator, sign_in):
    browser = sign_in(administrator)
    secret = made(browser, "https://hooks.example.org/a")
    assert secret not in browser.get(PAGE).content.decode()
    assert secret not in str(list(Webhook.objects.values()))
    assert secret not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    taken = browser.post(PAGE, {"name": "Board", "url": "https://hooks.example.org/b", "events": ["answers.sent"]})
    assert taken.status_code == 422
    call_command("audit_verify")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"url": "http://hooks.example.org/"}, "https://"),
        ({"url": "ftp://hooks.example.org/"}, "no address of the web"),
        ({"url": "https://name:word@hooks.example.org/"}, "no address of the web"),
        ({"url": "https://hooks.example.org:99999/"}, "no address of the web"),
        ({"url": "https://[::1/"}, "no address of the web"),
        ({"events": []}, "This field is required"),
        ({"events": ["all"]}, "all"),
    ],
)
def test_what_cannot_be_made_is_named(administrator, sign_in, sent, said):
    good = {"name": "Board", "url": "https://hooks.example.org/", "events": ["answers.sent"]}
    answer = sign_in(administrator).post(PAGE, {**good, **sent})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Webhook.objects.exists()
