"""Whom it concerns that a simulation has ended, for the mail that says so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from notifications.services.ended import Concern
from policies.models import PolicySimulation


def concern(simulation: PolicySimulation) -> Concern:
    return Concern(simulation.asked_by, _("The simulation of your draft"), "policies:simulation", (simulation.pk,))
