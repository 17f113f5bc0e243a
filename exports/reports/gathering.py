"""From the database to a summary: a fixed number of queries, whatever the system has."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from assessments.services.commitments import commitments_of
from exports.reports import answers, catalogue_entry, contradictions, derived, harm, links, sign_off
from exports.reports.summary import SHAPE, Summary
from exports.reports.texts import texts_for
from recovery.messages import Text
from recovery.results import Derived
from systems.models import System
from systems.queries.provisional import provisional_of


def summary_of(key: str, *, reader: User, language: str) -> Summary:
    """The summary of a system. Raises System.DoesNotExist for one that the reader may not know of."""
    related = ("business_unit", "owner", "technical_contact", "profile", "protection", "provisional")
    system = System.objects.for_user(reader).select_related(*related).get(key=key)
    profile, provisional = system.profile, provisional_of(system)
    plan = provisional or profile
    result = plan.derived() or Derived.from_record({})
    found = list(system.findings.all())
    promised = commitments_of([finding for finding in found if finding.resolved_at is None])
    labels = [Text.from_record(each.label) for rows in promised.values() for each in rows]
    texts = texts_for(reader, system, language, result, [*(finding.message() for finding in found), *labels])
    needs, needed_by = links.links_of(system, reader)
    sent = answers.last_sent(system)
    return Summary(
        shape=SHAPE,
        language=language,
        currency=result.currency or settings.CURRENCY,
        produced_at=timezone.now(),
        answer_state=profile.answer_state,
        provisional=provisional.source if provisional else "",
        policy_version=plan.policy_version,
        derived_at=plan.derived_at,
        out_of_date=profile.stale_since is not None,
        system=catalogue_entry.master(system),
        objectives=derived.objectives(plan, result.suggested, texts, answers.override_reason(sent)),
        impact=harm.harm_of(result),
        plan=derived.plan(plan, result, texts),
        strategies=tuple(derived.option(item, (plan.strategy, plan.live_copy), texts) for item in result.options),
        neighbours=tuple(derived.neighbours(result.neighbours, texts)),
        contradictions=contradictions.contradictions_of(system, found, promised, texts),
        needs=needs,
        needed_by=needed_by,
        today=catalogue_entry.today(getattr(system, "protection", None), result.worst_loss_today),
        drills=tuple(catalogue_entry.exercise(item, profile) for item in system.exercises.all()),
        told=answers.informing_answers(sent, language),
        sign_off=sign_off.latest_approval(system, profile),
    )
