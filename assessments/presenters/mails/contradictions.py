"""“These answers do not fit together”: all of an owner's contradictions that nobody has said anything about yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import CONTRADICTIONS
from assessments.models import Assessment
from assessments.presenters.mails.addresses import line_picture
from assessments.presenters.offers import may_take, touched_by
from assessments.services.changeable import answers_to_change, document_to_change, newest_rounds
from assessments.services.commitments import Promised, commitments_of, is_late
from assessments.services.justifications import identity
from assessments.services.open_findings import open_for
from assessments.services.reminding.pauses import paused_systems
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail, Picture
from presentation.numbers import grouped_number
from recovery.results import Offer
from systems.models import Finding, System
from systems.presenters.causes import in_causes
from systems.presenters.findings import offer_in_words, sentence_of
from systems.services.names import KnownNames, names_for

SYSTEMS, PICTURES, FINDINGS = 10, 3, 4


def compose(outgoing: OutgoingMail) -> Mail | None:
    person = outgoing.recipient
    paused = paused_systems(database_now())
    findings = open_for(person, without=paused) if person.may(Permission.ANSWER_QUESTIONS) else []
    if not findings:
        return None
    groups = [(system, list(each)) for system, each in groupby(findings, key=lambda finding: finding.system)]
    texts = [(each.message(), each.ways_out()) for each in findings]
    names = names_for(person, [system for system, _ in groups], texts)
    promised = commitments_of(findings)
    rounds = newest_rounds([system.pk for system, _ in groups[:SYSTEMS]])
    rows = [
        _row(person, place, _About(system, rounds.get(system.pk), names, promised), each)
        for place, (system, each) in enumerate(groups[:SYSTEMS])
    ]
    subject = ngettext(
        "%(name)s: these answers do not fit together",
        "%(count)s systems: these answers do not fit together",
        len(groups),
    ) % {"name": groups[0][0].name, "count": grouped_number(len(groups))}
    pictures = tuple(_pictures(rows))
    context = {"rows": rows, "more": max(len(groups) - SYSTEMS, 0), "to_do": absolute(person, "assessments:to_do")}
    rest = absolute(person, "assessments:absence")
    page = reverse("assessments:to_do")
    return Mail(subject, "assessments/mails/contradictions", context, pictures, unsubscribe=rest, page=page)


@dataclass(frozen=True)
class _About:
    """A system with the answers that its ways out would change."""

    system: System
    round_: Assessment | None
    names: KnownNames
    promised: Promised


def _row(person: User, place: int, about: _About, findings: list[Finding]) -> dict[str, object]:
    system = about.system
    picture = line_picture(system.profile, f"recovery-line-{place}") if place < PICTURES else None
    shown = in_causes(findings).findings[:FINDINGS]
    return {
        "name": system.name,
        "instead_of": None if system.owner_id == person.pk else system.owner,
        "url": absolute(person, "systems:detail", system.key, anchor=f"finding-{shown[0].pk}"),
        "picture": picture,
        "causes": in_causes(_finding_in_words(finding, about) for finding in shown),
        "counted": in_causes(findings).counted,
        "more": len(findings) - len(shown),
    }


def _finding_in_words(finding: Finding, about: _About) -> dict[str, object]:
    return {
        "code": finding.code,
        "variant": finding.variant,
        "severity": finding.severity,
        "text": sentence_of(finding.message(), "owner", about.names),
        "late": [each for each in about.promised.get(identity(finding), ()) if is_late(each)],
        "offers": [_offer(offer, about) for offer in finding.ways_out()],
    }


def _offer(offer: Offer, about: _About) -> dict[str, object]:
    """A way out in words, with every answer that it would change."""
    document = document_to_change(about.round_)
    takes = may_take(document, offer)
    return {
        **offer_in_words(offer, about.names, about.system.profile, tiers_drawn=False),
        "changes": touched_by(document, answers_to_change(about.round_), offer) if takes else (),
    }


def _pictures(rows: Iterable[dict[str, Any]]) -> Iterable[Picture]:
    return (row["picture"] for row in rows if row["picture"])


kinds.register(CONTRADICTIONS, compose, _("Answers that do not fit together"), gathered=True)
