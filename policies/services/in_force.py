"""The recovery policy in force."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from policies.models import PolicyVersion
from recovery.policy import DEFAULT_POLICY, Policy
from recovery.policy.earlier import upgraded


def current() -> Policy:
    """The newest published version; without any, the method's own numbers in the portal's currency."""
    published = PolicyVersion.objects.filter(published_at__isnull=False).order_by("-published_at", "-id").first()
    if published is None:
        return default()
    return replace(Policy.from_document(published.document), version=published.version)


def default() -> Policy:
    """The method's own numbers in the portal's currency."""
    return replace(DEFAULT_POLICY, currency=settings.CURRENCY)


def is_earlier(version: PolicyVersion) -> bool:
    """Whether it was written when policies could say less: what is new counts as it did then, and not as by default."""
    return upgraded(version.document) is not version.document
