"""The mail that is owed, for administrators; and the demonstration's outbox, for everybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from notifications import tasks
from notifications.models import OutgoingMail
from notifications.services import pause
from notifications.services.outbox import names
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO, settings.MAIL_SERVER = True, None
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


def failed(owed, **context) -> OutgoingMail:
    mail = owed(**context)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="failed", attempts=1, error="550 <b>unknown</b>")
    return mail


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("owner", 403), ("architect", 403), ("manager", 403)]
)
def test_only_administrators_see_the_mail(who, status, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(reverse("notifications:mail")).status_code == status
    assert client.post(reverse("notifications:try_again", args=[1])).status_code == (404 if status == 200 else status)


def test_strangers_are_asked_to_sign_in(client, owed):
    mail = failed(owed)
    for response in (
        client.get(reverse("notifications:mail")),
        client.post(reverse("notifications:try_again", args=[mail.pk])),
    ):
        assert response.status_code == 302
        assert reverse("accounts:sign_in") in response["Location"]


def test_the_mail_says_what_became_of_it(owed, administrator, sign_in):
    failed(owed)
    page = sign_in(administrator).get(reverse("notifications:mail")).content.decode()
    assert "A test" in page
    assert "550 &lt;b&gt;unknown&lt;/b&gt;" in page
    assert "Try again" in page


@pytest.mark.parametrize("query", ["?state=sent", "?state=nonsense&page=-3", "?page=99999", "?state=%00"])
def test_any_address_gives_a_page(owed, administrator, sign_in, query):
    owed()
    assert sign_in(administrator).get(reverse("notifications:mail") + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(owed, administrator, sign_in, django_assert_num_queries, count):
    for _ in range(count):
        owed()
    client = sign_in(administrator)
    with django_assert_num_queries(7):
        client.get(reverse("notifications:mail"))


def test_what_failed_is_tried_again(owed, administrator, sign_in, sink):
    mail = failed(owed)
    response = sign_in(administrator).post(reverse("notifications:try_again", args=[mail.pk]), follow=True)
    assert "will be tried again now" in response.content.decode()
    tasks.sweep()
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_what_was_sent_is_not_sent_again(owed, administrator, sign_in):
    mail = owed()
    OutgoingMail.objects.update(state="sent")
    response = sign_in(administrator).post(reverse("notifications:try_again", args=[mail.pk]), follow=True)
    assert "not waiting for another try" in response.content.decode()
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_trying_again_is_a_post(administrator, sign_in, owed):
    assert sign_in(administrator).get(reverse("notifications:try_again", args=[owed().pk])).status_code == 405


@pytest.mark.usefixtures("demo")
def test_a_newcomer_finds_a_mail_and_its_link(client, owed):
    tasks.deliver(owed(PersonFactory(email="ana@example.org"), words="See http://localhost:8000/to-do/").pk)
    (name,) = names()
    listed = client.get(reverse("notifications:outbox")).content.decode()
    assert "ana@example.org" in listed
    assert reverse("notifications:message", args=[name]) in listed
    page = client.get(reverse("notifications:message", args=[name])).content.decode()
    assert '<a href="http://localhost:8000/to-do/"' in page
    assert reverse("notifications:body", args=[name]) in page


@pytest.mark.usefixtures("demo")
def test_the_mail_in_its_frame_may_do_nothing_but_look_as_it_was_written(client, owed):
    tasks.deliver(owed(words="<script>alert(1)</script>").pk)
    response = client.get(reverse("notifications:body", args=names()))
    policy, page = response["Content-Security-Policy"], response.content.decode()
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "'unsafe-inline'" not in policy
    assert len(re.findall("'sha256-", policy)) > 3
    assert "&lt;script&gt;" in page
    assert '<base target="_top">' in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", ["../secret", "..%2Fsecret", "secret", "20260101T000000000000-00000000", "%00"])
def test_nothing_but_mails_of_the_outbox_is_read(client, settings, name):
    Path(settings.OUTBOX_DIR).mkdir(parents=True)
    (Path(settings.OUTBOX_DIR).parent / "secret.eml").write_text("Subject: secret\n\nsecret")
    (Path(settings.OUTBOX_DIR) / "secret.eml").write_text("Subject: secret\n\nsecret")
    for part in ("", "body/"):
        assert client.get(f"/outbox/{name}/{part}").status_code in {301, 404}
    assert "secret" not in client.get(reverse("notifications:outbox")).content.decode()


@pytest.mark.usefixtures("demo")
def test_a_broken_file_is_no_error(client, settings):
    folder = Path(settings.OUTBOX_DIR)
    folder.mkdir(parents=True)
    (folder / "20260101T000000000000-00000000.eml").write_bytes(b"\xff\xfe\x00 no mail at all")
    assert client.get(reverse("notifications:outbox")).status_code == 200
    for view in ("message", "body"):
        assert client.get(reverse(f"notifications:{view}", args=["20260101T000000000000-00000000"])).status_code == 200


@pytest.mark.usefixtures("demo")
def test_an_empty_outbox_says_so(client):
    assert "No mail yet" in client.get(reverse("notifications:outbox")).content.decode()


@pytest.mark.parametrize(("demo_mode", "server"), [(False, None), (True, {"EMAIL_HOST": "mail"})])
def test_there_is_no_outbox_where_mail_is_real(client, settings, demo_mode, server):
    settings.DEMO, settings.MAIL_SERVER = demo_mode, server
    assert client.get("/outbox/").status_code == 404
    assert client.get("/outbox/20260101T000000000000-00000000/").status_code == 404


@pytest.fixture
def restored(owed):
    """A portal that was put back, in which a mail waits that may have been sent before."""
    mail = owed()
    pause.begin(datetime(2026, 11, 27, 22, 0, tzinfo=UTC))
    return mail


def test_after_a_restoration_mail_waits_until_somebody_sends_it(restored, administrator, sign_in, mailoutbox):
    tasks.sweep()
    assert mailoutbox == []
    client = sign_in(administrator)
    page = client.get(reverse("notifications:mail")).content.decode()
    assert "Mail rests since the portal was restored" in page
    assert "1 mail waits" in page
    said = client.post(reverse("notifications:end_pause"), {"waiting": "send"}, follow=True).content.decode()
    assert "Mail goes out again: 1 waited." in said
    assert "Mail rests" not in said
    tasks.sweep()
    assert len(mailoutbox) == 1


def test_or_leaves_it_out(restored, administrator, sign_in, mailoutbox):
    client = sign_in(administrator)
    client.post(reverse("notifications:end_pause"), {"waiting": "leave"})
    tasks.sweep()
    restored.refresh_from_db()
    assert (restored.state, restored.error, mailoutbox) == ("cancelled", "left out after the portal was restored", [])
    assert AuditEntry.objects.filter(action="mail.left_out", detail={"mails": 1}).count() == 1


def test_pressed_twice_it_is_decided_once(restored, administrator, sign_in):
    client = sign_in(administrator)
    client.post(reverse("notifications:end_pause"), {"waiting": "send"})
    said = client.post(reverse("notifications:end_pause"), {"waiting": "leave"}, follow=True).content.decode()
    assert "Mail goes out already." in said
    restored.refresh_from_db()
    assert restored.state != "cancelled"


def test_a_word_that_is_neither_decides_nothing(restored, administrator, sign_in):
    assert sign_in(administrator).post(reverse("notifications:end_pause"), {"waiting": "x"}).status_code == 400
    assert pause.current()
