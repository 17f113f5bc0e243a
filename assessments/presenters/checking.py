"""What does not fit, on the page to check: what nobody has said why of, and what is meant to be so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment, Justification
from assessments.presenters.consequences import SaidFinding
from assessments.services.justifications import same_numbers
from presentation.numbers import grouped_number
from questionnaires.presenters.wording import Said

WITHOUT_REASON = "override-without-reason"
"""Its reason stands beside the objective itself, and there it is put."""


@dataclass(frozen=True)
class Meant:
    """A contradiction that is meant to be so, with the reason; `accepted` once an architect has said so."""

    finding: SaidFinding
    reason: str
    accepted: bool = False


def parted(
    assessment: Assessment, findings: Iterable[SaidFinding]
) -> tuple[tuple[SaidFinding, ...], tuple[Meant, ...]]:
    """What still asks for something, and what was said why of about the very numbers that it shows now. One query."""
    said = Justification.objects.filter(system_id=assessment.system_id, subject="")
    before = {each.code: each for each in said.exclude(state=Justification.State.REJECTED)}
    open_, meant = [], []
    for finding in findings:
        noted, earlier = assessment.reasons.get(finding.code), before.get(finding.code)
        if noted and same_numbers(stored(finding.read), noted["read"]):
            meant.append(Meant(finding, noted["reason"]))
        elif earlier and same_numbers(stored(finding.read), earlier.read):
            meant.append(Meant(finding, earlier.reason, earlier.state == Justification.State.ACCEPTED))
        else:
            open_.append(finding)
    return tuple(open_), tuple(meant)


def topic_in_short(answers: Sequence[Said]) -> str:
    """“5 answers · 2 not known · 1 open”: what a folded topic holds; nothing of one that is all answered."""
    unknown, assumed = sum(said.unknown for said in answers), sum(said.assumed for said in answers)
    given = sum(bool(said.lines) for said in answers) - unknown
    counts = (
        (given, ngettext("%(n)s answer", "%(n)s answers", given)),
        (unknown, ngettext("%(n)s not known", "%(n)s not known", unknown)),
        (len(answers) - given - unknown, _("%(n)s open")),
        (sum(said.before for said in answers), _("%(n)s from last time")),
        (assumed, ngettext("%(n)s assumed", "%(n)s assumed", assumed)),
    )
    if given == len(answers) and not any(count for count, _text in counts[1:]):
        return ""
    return " · ".join(text % {"n": grouped_number(count)} for count, text in counts if count)


def stored(read: Mapping[str, Any]) -> dict[str, object]:
    """Numbers of a finding as a row holds them."""
    return dict(json.loads(json.dumps(dict(read))))


def may_be_meant(finding: SaidFinding) -> bool:
    """Whether a reason can be given for it: a limit of the law cannot be reasoned away."""
    return finding.justifiable or finding.code == WITHOUT_REASON
