"""Several names in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext


def one_of(names: Sequence[object]) -> str:
    """“Ann, Bo or Cy”: any one of them is enough. Of none it is nothing."""
    *rest, last = [str(name) for name in names] or [""]
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(rest), "last": last} if rest else last
