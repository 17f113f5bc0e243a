"""What the rooms below ask of this one without knowing it: facts, how much is under way, and its kinds of mail."""

from django.db.models import Q

import assessments.presenters.mails.asked_in_vain
import assessments.presenters.mails.begun_again
import assessments.presenters.mails.contradictions
import assessments.presenters.mails.decided
import assessments.presenters.mails.exercise_due
import assessments.presenters.mails.not_theirs
import assessments.presenters.mails.please_answer
import assessments.presenters.mails.promise_late
import assessments.presenters.mails.review_assigned
import assessments.presenters.mails.standing_in  # noqa: F401 - each registers its kind of mail
from accounts.services import duties, mail_links
from accounts.services.keeping import erasing, retention
from assessments.actions.handing_over import asked_of, hand_over_rounds
from assessments.models import Asking, Assessment
from assessments.presenters.asking_ended import concern
from assessments.queries import ANSWERS, answers_wanted
from assessments.services import (
    fact_sources,
    fetched_lists,
    reassignments,
    signed,
    standing,  # noqa: F401 - the same
    unreachable,
    waiting,
)
from assessments.services.without_answers.proposed import LISTS, confirming_wanted
from derivation.services import sources
from notifications.services import ended
from questionnaires.services import usage

sources.ANSWERS.register(fact_sources.latest_answers)
sources.APPROVALS.register(fact_sources.last_approvals)
waiting.register(reassignments.waiting_for)
waiting.register(unreachable.waiting_for)
waiting.register(fetched_lists.waiting_for)
usage.register(under_way=Q(assessments__state__in=Assessment.UNDER_WAY))
duties.register(duties.Source(asked_of, hand_over_rounds))
mail_links.register(ANSWERS, answers_wanted)
mail_links.register(LISTS, confirming_wanted)
ended.register(Asking, concern)
retention.register(
    retention.Rule("askings", "KEEP_WORK_DAYS", lambda before: Asking.objects.filter(ended_at__lt=before))
)
erasing.register(signed.keep_name)
