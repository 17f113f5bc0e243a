"""One strategy of the policy as a row of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.fields import PercentField, TierField
from policies.forms.rows import RowForm
from presentation.forms.durations import DurationField
from presentation.strategies import ORDER, strategy_name
from recovery.policy import NO_COPY
from systems.models import STRATEGY_LENGTH


class StrategyForm(RowForm):
    """How the computing comes back. `choices` are the live copies of the same form, by the prefix of their rows: one
    that was just added has no key yet."""

    brought = ORDER
    name_of_key = staticmethod(strategy_name)
    called_new = _("A new strategy")
    said_twice = _("Another strategy has this name already. Choose another.")
    stands_in = "strategy"
    longest_key = STRATEGY_LENGTH

    doing_time = DurationField(
        label=_("Doing takes"),
        longer_is_stricter=True,
        help_text=_("Building, starting, switching. Noticing and deciding are not part of it."),
    )
    standby_capacity = PercentField(
        label=_("Stands ready at once"), max_value=100,
        help_text=_("Of normal service. Where so much suffices at first, nothing has to be done if nobody acts."),
    )  # fmt: skip
    share = PercentField(
        label=_("Cost, as a share of the running cost"), help_text=_("Without the live copy, which has its own.")
    )
    tier = TierField(label=_("Cost tier"))
    person = forms.BooleanField(label=_("A person has to act"), required=False)
    copies = forms.MultipleChoiceField(
        label=_("Live copies it can carry"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what it can carry. Where it has none, tick “No live copy”."),
            "invalid_choice": _("This live copy has no row. Tick those that are listed."),
            "invalid_list": _("This live copy has no row. Tick those that are listed."),
        },
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["copies"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(choices)

    def carrying(self, key: str, key_of: Mapping[str, str]) -> dict[str, Any]:
        """The row of the document; `key_of` gives the keys of the live copies by the prefix of their rows."""
        ticked = self.cleaned_data.get("copies") or []
        carried = [key for prefix, key in key_of.items() if prefix in ticked]
        return {**self.document(key), "copies": [] if carried == [NO_COPY] else carried}
