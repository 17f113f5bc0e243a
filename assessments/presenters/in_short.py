"""What was sent in short, for the architect who decides about it: how much of it there is, and how to ask for more."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from assessments.models import Assessment
from assessments.presenters.short_way import answered
from questionnaires.document.parsing import parsed


@dataclass(frozen=True)
class InShort:
    """`count` of `total` questions have an answer; `asks_for_more` is the comment that is prepared for a return, in
    the owner's language."""

    count: int
    total: int
    asks_for_more: str


def in_short(round_: Assessment | None) -> InShort | None:
    """None for what was sent in full, or not sent yet."""
    if round_ is None or not round_.in_short or round_.submitted is None:
        return None
    found = answered(parsed(round_.questionnaire.document), round_.submitted)
    person = round_.respondent or round_.submitted_by
    with translation.override((person.language if person else "") or settings.LANGUAGE_CODE):
        comment = gettext(
            "Thank you for the first answers. Please answer the other questions too, so that the plan and its price "
            "become more exact."
        )
    return InShort(found.count, found.total, comment)
