"""The addresses of mail."""

from django.urls import path, register_converter

from notifications.views import chat, mail, outbox


class MailName:
    """The name of a file of the outbox: a time and eight hexadecimal digits, nothing that could lead elsewhere."""

    regex = r"\d{8}T\d{12}-[0-9a-f]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MailName, "mail_name")

app_name = "notifications"
urlpatterns = [
    path("mail/", mail.mail, name="mail"),
    path("mail/<int:mail_id>/try-again/", mail.try_again, name="try_again"),
    path("mail/go-on/", mail.end_pause, name="end_pause"),
    path("profile/chat/", chat.own, name="chat"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<mail_name:name>/", outbox.message, name="message"),
    path("outbox/<mail_name:name>/body/", outbox.body, name="body"),
]
