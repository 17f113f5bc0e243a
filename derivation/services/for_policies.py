"""Deriving as policies see it, see `policies.services.rederivation`."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from background.limits import PROFILE
from derivation.models import DerivationBatch
from derivation.services.facts import Known, read_facts
from derivation.services.laying_out import lay_out_for
from policies.models import PolicyVersion
from systems.models import System


class WholeCatalogue:
    failed = Q(stale_since__isnull=False, attempts__gte=PROFILE.attempts)

    def facts(self, *, today: date) -> Known:
        return read_facts(System.objects.order_by().values_list("pk", flat=True), today=today)

    def begin(self, version: PolicyVersion) -> None:
        lay_out_for(version)

    def under_way(self) -> bool:
        return DerivationBatch.objects.open().exists()
