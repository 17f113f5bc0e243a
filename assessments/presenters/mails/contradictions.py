"""“These answers do not fit together”: all of an owner's contradictions that nobody has said anything about yet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import CONTRADICTIONS
from assessments.presenters.mails.addresses import line_picture
from assessments.services.open_findings import open_for
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail, Picture
from systems.models import Finding, Profile, System
from systems.presenters.findings import offer_in_words, sentence_of
from systems.services.names import KnownNames, names_for

SYSTEMS, PICTURES, FINDINGS = 10, 3, 4


def compose(outgoing: OutgoingMail) -> Mail | None:
    person = outgoing.recipient
    findings = open_for(person) if person.may(Permission.ANSWER_QUESTIONS) else []
    if not findings:
        return None
    groups = [(system, list(each)) for system, each in groupby(findings, key=lambda finding: finding.system)]
    texts = [(each.message(), each.ways_out()) for each in findings]
    names = names_for(person, [system for system, _ in groups], texts)
    rows = [_row(person, place, system, each, names) for place, (system, each) in enumerate(groups[:SYSTEMS])]
    subject = ngettext(
        "%(name)s: these answers do not fit together",
        "%(count)s systems: these answers do not fit together",
        len(groups),
    ) % {"name": groups[0][0].name, "count": len(groups)}
    pictures = tuple(_pictures(rows))
    context = {"rows": rows, "more": max(len(groups) - SYSTEMS, 0), "to_do": absolute(person, "assessments:to_do")}
    return Mail(subject, "assessments/mails/contradictions", context, pictures)


def _row(person: User, place: int, system: System, findings: list[Finding], names: KnownNames) -> dict[str, Any]:
    picture = line_picture(system.profile, f"recovery-line-{place}") if place < PICTURES else None
    return {
        "name": system.name,
        "url": absolute(person, "systems:detail", system.key, anchor=f"finding-{findings[0].pk}"),
        "picture": picture,
        "findings": [_finding_in_words(finding, names, system.profile) for finding in findings[:FINDINGS]],
        "more": max(len(findings) - FINDINGS, 0),
    }


def _finding_in_words(finding: Finding, names: KnownNames, profile: Profile) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "text": sentence_of(finding.message(), "owner", names),
        "offers": [offer_in_words(offer, names, profile, tiers_drawn=False) for offer in finding.ways_out()],
    }


def _pictures(rows: Iterable[dict[str, Any]]) -> Iterable[Picture]:
    return (row["picture"] for row in rows if row["picture"])


kinds.register(CONTRADICTIONS, compose, _("Answers that do not fit together"))
