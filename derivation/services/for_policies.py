"""Deriving as policies see it, see `policies.services.rederivation`."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from derivation.models import DerivationBatch
from derivation.services import batches
from derivation.services.deriving import ATTEMPTS
from derivation.services.facts import Known, read
from policies.models import PolicyVersion
from systems.models import System


class WholeCatalogue:
    failed = Q(stale_since__isnull=False, attempts__gte=ATTEMPTS)

    def facts(self, *, today: date) -> Known:
        return read(System.objects.order_by().values_list("pk", flat=True), today=today)

    def begin(self, version: PolicyVersion) -> None:
        batches.lay_out_for(version)

    def under_way(self) -> bool:
        return DerivationBatch.objects.open().exists()
