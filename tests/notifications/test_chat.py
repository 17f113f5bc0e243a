"""Beside mail a chat is told: by a real request to a real server, once, and without what lets its reader in."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.keeping import erasing, retention
from background.limits import CHAT
from notifications import tasks
from notifications.models import ChatChannel, ChatMessage
from notifications.services.chat.services import NotUsable, chat_at
from tests.factories import BusinessUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/profile/chat/"


@pytest.fixture
def chat(settings):
    """A chat of the tests' own: keeps what it is told, and answers `status`."""

    class Chat(BaseHTTPRequestHandler):
        told, status = [], 200

        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            Chat.told.append((self.path, said["title"], said["message"]))
            self.send_response(Chat.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CHAT_SERVICES = frozenset({"json"})
    Chat.address = f"json://127.0.0.1:{server.server_port}/a-secret-path"
    yield Chat
    server.shutdown()
    server.server_close()


@pytest.fixture
def named(owner, chat, sign_in):
    """The owner has named the chat, which was told so."""
    assert sign_in(owner).post(PAGE, {"address": chat.address}).status_code == 302
    post_all()
    assert [title for _, title, _ in chat.told] == ["DR Portal"]
    chat.told.clear()
    return ChatChannel.objects.get()


def post_all():
    ChatMessage.objects.filter(state="pending").update(due_at=timezone.now() - timedelta(hours=1))
    for pk in ChatMessage.objects.values_list("pk", flat=True):
        tasks.post_in_chat(pk)


def test_what_a_mail_asks_is_said_in_the_chat_too(owed, sink, named, chat, owner):
    tasks.deliver(owed(owner, words="Please answer", page="/to-do/").pk)
    tasks.deliver(owed(PersonFactory(), words="Of somebody else", page="/to-do/").pk)
    post_all()
    assert chat.told == [("/a-secret-path", "DR Portal", "Please answer\nhttp://localhost:8000/to-do/")]
    assert len(sink.arrived) == 2


def test_a_mail_for_its_reader_alone_is_said_nowhere_else(owed, sink, named, chat, owner):
    tasks.deliver(owed(owner, words="Your second factor was changed").pk)
    assert not ChatMessage.objects.exclude(mail=None).exists()


def test_a_mail_that_goes_out_twice_is_said_once(owed, sink, named, chat, owner):
    mail = owed(owner, words="Once", page="/to-do/")
    for _ in range(2):
        type(mail).objects.filter(pk=mail.pk).begin_anew()
        tasks.deliver(mail.pk)
        post_all()
    assert (len(sink.arrived), len(chat.told)) == (2, 1)


def test_whom_mail_does_not_reach_is_reached_there(owed, sink, named, chat, owner):
    sink.answers = ["rcpt 550 nobody of that name"]
    tasks.deliver(owed(owner, words="Please answer", page="/to-do/").pk)
    post_all()
    assert [text.partition("\n")[0] for _, _, text in chat.told] == ["Please answer"]


def test_trouble_is_tried_again_then_shown_until_it_works(owed, sink, named, chat, owner, sign_in):
    chat.status = 500
    tasks.deliver(owed(owner, words="Please answer", page="/to-do/").pk)
    for _ in range(CHAT.attempts_when_away):
        message = ChatMessage.objects.exclude(mail=None).get()
        assert (message.state, named.trouble) == ("pending", "")
        post_all()
        named.refresh_from_db()
    message.refresh_from_db()
    assert (message.state, len(chat.told)) == ("failed", CHAT.attempts_when_away)
    assert "500" in named.trouble
    assert "did not take the last message. It said:" in sign_in(owner).get(PAGE).content.decode()
    chat.status = 200
    tasks.deliver(owed(owner, words="Once more", page="/to-do/").pk)
    post_all()
    named.refresh_from_db()
    assert named.trouble == ""


def test_a_chat_that_is_allowed_no_more_is_called_no_more(owed, sink, named, chat, owner, settings):
    settings.CHAT_SERVICES = frozenset({"slack"})
    tasks.deliver(owed(owner, words="Please answer", page="/to-do/").pk)
    post_all()
    named.refresh_from_db()
    assert chat.told == []
    assert "JSON is not allowed here" in named.trouble


def test_what_nobody_took_is_handed_over_again(owed, sink, named, chat, owner, published):
    tasks.deliver(owed(owner, words="Please answer", page="/to-do/").pk)
    ChatMessage.objects.filter(state="pending").update(due_at=timezone.now() - timedelta(hours=1))
    tasks.sweep_chat()
    assert ("notifications.post_in_chat", [ChatMessage.objects.exclude(mail=None).get().pk]) in published()


def test_the_address_is_kept_from_everybody(named, chat, owner, sign_in):
    assert "a-secret-path" not in named.address
    assert "a-secret-path" not in json.dumps([entry.detail for entry in AuditEntry.objects.all()])
    assert "a-secret-path" not in sign_in(owner).get(PAGE).content.decode()
    assert AuditEntry.objects.filter(action="chat.named").count() == 1


def test_logs_do_not_repeat_an_address(owner, sign_in, caplog, chat):
    sign_in(owner).post(PAGE, {"address": "https://hooks.slack.com/services/T1/a-secret-path"})
    chat.status = 500
    sign_in(owner).post(PAGE, {"address": chat.address})
    post_all()
    assert chat.told
    assert "a-secret-path" not in caplog.text


def test_a_chat_is_replaced_taken_back_and_forgotten(named, chat, owner, sign_in, administrator):
    client = sign_in(owner)
    client.post(PAGE, {"address": f"{chat.address}/another"})
    assert ChatChannel.objects.get().pk == named.pk
    client.post(PAGE, {"address": ""})
    assert not ChatChannel.objects.exists()
    client.post(PAGE, {"address": chat.address})
    erasing.forget_everywhere(owner)
    assert not ChatChannel.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nonsense", "This is no address of a chat."),
        ("https://example.org/hook", "This is no address of a chat."),
        ("file:///etc/passwd", "This is no address of a chat."),
        ("json://169.254.169.254/latest/", "JSON is not allowed here."),
        ("mailto://user:pass@example.org", "is not allowed here."),
        ("workflows://169.254.169.254:80/workflow/signature/", "169.254.169.254 is no host of this service."),
        ("workflows://logic.azure.com.evil.example/workflow/signature/", "is no host of this service."),
        ("slack://" + "x" * 3000, "at most 2000 characters"),
    ],
)
def test_an_address_that_is_no_chat_is_refused_beside_the_field(typed, said, owner, sign_in):
    response = sign_in(owner).post(PAGE, {"address": typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ChatChannel.objects.exists()


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "Slack"),
        ("https://discord.com/api/webhooks/1234567890/abcdefghijkl", "Discord"),
        ("https://prod-01.westeurope.logic.azure.com:443/workflows/abc/triggers/manual/paths/invoke"
         "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefgh", "Workflows"),
    ],
)  # fmt: skip
def test_addresses_as_the_chats_show_them_are_understood(address, service):
    assert service in str(chat_at(address).service_name)


def test_an_empty_address_is_none():
    with pytest.raises(NotUsable):
        chat_at("")


def test_a_unit_is_told_what_its_head_is_told(owed, sink, chat, architect, owner, sign_in):
    unit = BusinessUnitFactory(name="Shops")
    page = f"/units/{unit.pk}/chat/"
    assert sign_in(owner).post(page, {"address": chat.address}).status_code == 403
    assert sign_in(architect).post(page, {"address": chat.address}).status_code == 302
    unit.refresh_from_db()
    tasks.deliver(owed(PersonFactory(), words="Nobody answers", page="/systems/", channels=[unit.chat_id]).pk)
    post_all()
    assert "Nobody answers" in [text.partition("\n")[0] for _, _, text in chat.told]
    sign_in(architect).post(page, {"address": ""})
    assert not ChatChannel.objects.exists()


def test_what_was_said_long_ago_is_deleted(owed, sink, named, chat, owner, settings):
    settings.KEEP_WORK_DAYS = 90
    tasks.deliver(owed(owner, words="Old", page="/to-do/").pk)
    post_all()
    ChatMessage.objects.exclude(mail=None).update(ended_at=timezone.now() - timedelta(days=91))
    retention.carry_out()
    assert list(ChatMessage.objects.values_list("mail", flat=True)) == [None]
