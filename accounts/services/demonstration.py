"""For whom the demonstration leaves its doors open: one click to sign in, and everybody's mail to read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from accounts.services.networks import is_from_this_machine


def is_open_to(request: HttpRequest) -> bool:
    """Who sits at this machine; strangers only where the operator said that they are meant."""
    return settings.DEMO and (settings.DEMO_PUBLIC or is_from_this_machine(request))
