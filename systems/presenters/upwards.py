"""Addresses that belong to the applications above this one."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def reverse_or_nothing(name: str, *arguments: str) -> str:
    """Systems are shown also by a portal that is put together without questionnaires or files."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
