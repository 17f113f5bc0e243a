"""What those who are asked are promised about who can tell what they said."""

from __future__ import annotations

from django.utils.translation import gettext

from panels.models import Panel

FEWEST_UNNAMED = 3
"""Of two people each knows what the other said."""


def who_can_tell(panel: Panel) -> str:
    """The promise, as far as it can be kept with so many people asked."""
    if panel.responses.count() < FEWEST_UNNAMED:
        return gettext(
            "Nobody sees it before the round is over. Your name does not stand beside it. But fewer than three people "
            "are asked, so others can tell what you said."
        )
    return gettext(
        "Nobody sees it before the round is over, and never with your name beside it. Once three have answered, nobody "
        "can tell which answer is yours."
    )
