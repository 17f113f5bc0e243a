"""What an audit entry says to people: one sentence for each action code.

An app tells its own in a module `audit_words`, which is found by itself:

    register({"system.edited": _("Changed the facts about {label}.")})

`{label}` is the object, `{actor}` the person, any other name a value of the entry's detail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from presentation.language import language
from recovery.languages import DEFAULT

Page = Callable[[Mapping[str, Any]], str]
"""The address that tells more about an entry, from its detail; empty for none."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCES: dict[str, str | Promise] = {}
_PAGES: dict[str, Page] = {}


class SentenceTaken(Exception):
    """Two apps gave different sentences to one action code."""


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def register(sentences: Mapping[str, str | Promise]) -> None:
    for action, sentence in sentences.items():
        if _SENTENCES.setdefault(action, sentence) != sentence:
            raise SentenceTaken(action)


def register_pages(pages: Mapping[str, Page]) -> None:
    """Where a reader of the trail finds more about an entry with such a code."""
    _PAGES.update(pages)


def page_of(action: str, detail: Mapping[str, Any]) -> str:
    page = _PAGES.get(action)
    return page(detail) if page else ""


def registered() -> frozenset[str]:
    return frozenset(_SENTENCES)


def sentence_of(action: str, values: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; for a code that nobody registered, the code in words."""
    sentence = _SENTENCES.get(action)
    if sentence is None:
        return action.replace(".", " ").replace("_", " ").capitalize() + "."
    return str(sentence).format_map(_Known({name: _detail_in_words(value) for name, value in values.items()}))


def _detail_in_words(value: Any) -> str:
    """A value of the detail as readers write it: the trail keeps days as it keeps everything, for machines, and some
    texts in every language."""
    if isinstance(value, dict) and DEFAULT in value:
        return str(value.get(language(), value[DEFAULT]))
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return str(value)


register(
    {
        "person.created": _("Added {label}."),
        "person.edited": _("Changed what {label} may do."),
        "person.stopped": _("Ended {label}'s access. All sessions were ended."),
        "person.handed_over": _("Handed over to {to} what {label} was responsible for."),
        "person.profile_edited": _("Changed the own profile."),
        "person.password_set": _("Set a new password. All other sessions were ended."),
        "person.sessions_ended": _("Ended all other sessions."),
        "person.identity_kept": _("From now on, {provider} recognises {label}."),
        "person.unreachable": _("Mail to {label} was refused: {said}"),
        "person.reached": _("Mail to {label} arrives again."),
        "person.data_given": _("Gave away all that is kept about {label}."),
        "person.erased": _("Erased a person's name and address; {label} stands in their place."),
        "portal.retention": _("Deleted what was kept for {days} days ({rule}): {rows} entries."),
        "person.identities_forgotten": _("Providers no longer recognise {label}."),
        "person.signed_in": _("Signed in."),
        "person.signed_in_from_mail": _("Signed in by the link of a mail."),
        "person.signed_in_from_mail_anew": _("Signed in by the link of a mail, in a browser not seen before."),
        "person.second_factor_set": _("Set up a second factor. All other sessions were ended."),
        "person.passkey_removed": _("Removed the passkey “{name}”."),
        "person.second_factor_removed": _("Removed the second factor of {label}."),
        "person.recovery_codes_made": _("Made new recovery codes."),
        "person.signed_out": _("Signed out."),
    }
)
