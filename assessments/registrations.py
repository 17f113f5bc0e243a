"""What the rooms below ask of this one without knowing it: facts, how much is under way, and its kinds of mail."""

from django.db.models import Q

import assessments.presenters.mails.begun_again
import assessments.presenters.mails.contradictions
import assessments.presenters.mails.decided
import assessments.presenters.mails.please_answer  # noqa: F401 - each registers its kind of mail
from assessments.models import Assessment
from assessments.services import fact_sources, signed, standing  # noqa: F401 - each registers what it knows
from derivation.services import sources
from questionnaires.services import usage

sources.ANSWERS.register(fact_sources.latest_answers)
sources.APPROVALS.register(fact_sources.last_approvals)
usage.register(under_way=Q(assessments__state__in=Assessment.UNDER_WAY))
