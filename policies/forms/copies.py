"""One live copy of the policy as a row of the form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from policies.forms.fields import PercentField, TierField
from policies.forms.rows import RowForm
from policies.models import LIVE_COPY_LENGTH
from presentation.forms.durations import DurationField
from presentation.strategies import COPIES, copy_name
from recovery.policy import NO_COPY


class CopyForm(RowForm):
    """How recent the data are at the other site. To go without is a row, too: it loses what the copies of the past
    lose, and it cannot be removed."""

    brought = COPIES
    name_of_key = staticmethod(copy_name)
    called_new = _("A new live copy")
    said_twice = _("Another live copy has this name already. Choose another.")
    stands_in = "copy"
    longest_key = LIVE_COPY_LENGTH

    best_point = DurationField(
        label=_("Loses at best"), help_text=_("How far it is behind when all is well: “1 second”, or “0” for nothing.")
    )
    share = PercentField(
        label=_("Adds to the cost"), help_text=_("A share of the running cost, on top of the strategy's.")
    )
    tier = TierField(label=_("Cost tier"), help_text=_("A plan has the higher tier of its strategy and its live copy."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stays = self.key_before == NO_COPY
        if self.stays:
            del self.fields["best_point"]
