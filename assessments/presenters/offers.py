"""Ways out as they are offered: whether one is taken by answering, and every answer that it would change."""

from __future__ import annotations

from assessments.services.justifications import is_own_answer
from presentation.language import language
from questionnaires.document.structure import Document
from questionnaires.presenters.differences import Changed, touched
from questionnaires.services import changes
from questionnaires.services.asking import Answers
from recovery.results import GIVE_REASON, Offer


def takeable(document: Document, offer: Offer) -> bool:
    """Whether it is taken by answering: each of its values is an answer, or it asks for the reason of one."""
    if offer.is_promise:
        return False
    return offer.action == GIVE_REASON or changes.answerable(document, offer.change)


def may_take(document: Document, offer: Offer) -> bool:
    """The same on the page of the system, where ways out are told that are not the owner's to take."""
    return takeable(document, offer) and (is_own_answer(offer.change) or not offer.change)


def touched_by(document: Document, answers: Answers, offer: Offer) -> tuple[Changed, ...]:
    """Every answer that an offer changes, as it is and as it would be; the reason, where it asks for one, comes after.

    The change is put in as taking it would, so that nothing happens that is not shown.
    """
    if not offer.change or not changes.answerable(document, offer.change):
        return ()
    return touched(document, answers, changes.apply(document, answers, offer.change), language())
