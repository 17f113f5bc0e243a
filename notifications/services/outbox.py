"""Reading the mail that went to files, for the demonstration's outbox."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
STYLE_ATTRIBUTE = re.compile(r'\sstyle="([^"]*)"')
STYLE_ELEMENT = re.compile(r"<style>(.*?)</style>", re.DOTALL)
CID = re.compile(r'src="cid:([^"]+)"')


@dataclass(frozen=True)
class Mail:
    """One mail of the outbox, by the name of its file."""

    name: str
    subject: str
    to: str
    sender: str
    at: datetime | None
    text: str = ""
    html: str = ""


def names() -> list[str]:
    """All mails, the newest first: their names begin with the time."""
    folder = Path(settings.OUTBOX_DIR)
    found = (path.stem for path in folder.glob("*.eml")) if folder.is_dir() else ()
    return sorted((name for name in found if NAME.fullmatch(name)), reverse=True)


def heads(some: list[str]) -> list[Mail]:
    """The heads of these mails; one that was deleted meanwhile is left out."""
    return [mail for name in some if (mail := _parsed(name, BytesHeaderParser(policy=policy.default)))]


def mail_named(name: str) -> Mail | None:
    """The whole mail, with its pictures inside the HTML; None when there is none of that name."""
    return _parsed(name, BytesParser(policy=policy.default)) if NAME.fullmatch(name) else None


def style_hashes(page: str) -> list[str]:
    """The content security policy's hashes of the page's own styles: these and no others may apply."""
    styles = {html.unescape(style) for style in STYLE_ATTRIBUTE.findall(page)} | set(STYLE_ELEMENT.findall(page))
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles)


def _parsed(name: str, parser: BytesParser) -> Mail | None:
    try:
        message: Any = parser.parsebytes((Path(settings.OUTBOX_DIR) / f"{name}.eml").read_bytes())
    except OSError:
        return None
    date = message["Date"]
    return Mail(
        name=name,
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        at=parsedate_to_datetime(date) if date else None,
        text=_body(message, "plain"),
        html=_with_pictures(_body(message, "html"), message),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""


def _with_pictures(page: str, message: EmailMessage) -> str:
    pictures = {str(part["Content-ID"]).strip("<>"): part for part in message.walk() if part["Content-ID"]}

    def inside(found: re.Match[str]) -> str:
        part = pictures.get(found[1])
        if part is None:
            return found[0]
        data = base64.b64encode(bytes(part.get_payload(decode=True))).decode()
        return f'src="data:{part.get_content_type()};base64,{data}"'

    return CID.sub(inside, page)
