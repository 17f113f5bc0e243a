"""Addresses of questions for mail, and pictures."""

from __future__ import annotations

from accounts.models import User
from assessments.models import Assessment
from assessments.queries import ANSWERS
from notifications.services.addresses import answering
from notifications.services.kinds import Picture
from notifications.services.pictures import png
from presentation.language import language
from recovery.pictures.recovery_line import Line, describe
from systems.models import Profile
from systems.presenters.pictures import line_of, worst_loss_shown

WIDTH = 360


def page_of_question(reader: User, assessment: Assessment, question: str) -> str:
    """The page on which the question is asked, at what was written about it; without one, the page to check all
    answers, or, of what was sent in short, the page that leads to all topics."""
    topics = assessment.questionnaire.document.get("topics", [])
    for topic in topics:
        if any(each.get("key") == question for each in topic.get("questions", [])):
            place = ("assessments:topic", assessment.public_id, topic["key"])
            return answering(reader, *place, anchor="comment", purpose=ANSWERS, about=assessment.system_id)
    page = "assessments:outcome" if assessment.in_short else "assessments:check"
    return answering(reader, page, assessment.public_id, purpose=ANSWERS, about=assessment.system_id)


def line_picture(profile: Profile, cid: str = "recovery-line") -> Picture | None:
    """The recovery line of a system that has at least one objective in numbers."""
    if profile.rto_seconds is None and profile.rpo_seconds is None:
        return None
    svg = line_of(profile, language=language(), width=WIDTH, id=cid, theme="light")
    loss = worst_loss_shown(profile.derived())
    line = Line(rpo=profile.rpo, rto=profile.rto, mtd=profile.mtd_seconds, worst_loss=loss)
    return Picture(cid, png(str(svg), WIDTH), describe(line, language()))
