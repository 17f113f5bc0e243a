"""The policy as a form: its numbers, and its strategies as rows that can be added, moved and removed without scripts.

What is typed becomes a document, and `Policy.from_document` alone decides whether it will do; its faults are brought
back to the fields they are about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.forms.fields import DurationsField, NumberField, PercentField, TierField
from policies.forms.strategies import NAMES, StrategyForm, as_initial, as_json_value, as_typed, keys_of
from policies.presenters.numbers import GROUPS, Kind, Number, numbers
from presentation.forms.durations import DurationField
from presentation.forms.rows import Rows
from recovery.policy import Policy, PolicyError

ROWS = Rows("s", 20)
WHERE = re.compile(r"^policy (?:strategies\[(?P<row>\d+)\] )?(?P<name>\w+)")
REFUSED = {
    Kind.DURATION: _("Choose a longer time than nothing."),
    Kind.DURATIONS: _("Each of these times has to be longer than nothing."),
    Kind.PERCENT: _("Choose a share above 0 and up to 100 %."),
    Kind.COUNT: _("Choose a whole number from 1 to 1000."),
    Kind.NUMBER: _("This number will not do: 0 or more, and 1 or more where it says how many times faster."),
    Kind.TIER: _("Choose a tier from 1 to 4."),
    Kind.TEXT: _("Write three letters, like EUR."),
}


class PolicyForm(forms.Form):
    """Everything but the strategies."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What changes, and why"), max_length=300, required=False,
        help_text=_("It stands beside the version in the history, for everybody who wonders later."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in numbers():
            self.fields[number.name] = _field(number)

    def groups(self) -> Iterator[dict[str, Any]]:
        for group in GROUPS:
            yield {"title": group.title, "fields": [self[number.name] for number in group.numbers]}


def _field(number: Number) -> forms.Field:
    explained = format_lazy("{} {}", number.hint, number.help) if number.hint else number.help
    return FIELDS[number.kind](label=number.label, help_text=explained)


FIELDS: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.DURATION: DurationField,
    Kind.DURATIONS: DurationsField,
    Kind.PERCENT: PercentField,
    Kind.COUNT: partial(forms.IntegerField, min_value=1, max_value=1000),
    Kind.NUMBER: NumberField,
    Kind.TIER: TierField,
    Kind.TEXT: partial(forms.CharField, max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$", REFUSED[Kind.TEXT])]),
}


class PolicyEditing:
    """The form as a whole, filled from a policy, or from what was sent. `quiet` shows what was typed without judging
    it: rows were moved, nothing is saved yet."""

    def __init__(self, form: PolicyForm, rows: list[StrategyForm]) -> None:
        self.form = form
        self.rows = rows

    @classmethod
    def of_policy(cls, policy: Policy, *, revision: int, note: str) -> PolicyEditing:
        values = {number.name: getattr(policy, number.name) for number in numbers()}
        form = PolicyForm(initial={**values, "revision": revision, "note": note})
        rows = [as_initial(row) for row in policy.to_document()["strategies"]]
        return cls(form, [StrategyForm(initial=row, prefix=f"s{place}") for place, row in enumerate(rows)])

    @classmethod
    def sent(cls, data: QueryDict) -> PolicyEditing:
        return cls(PolicyForm(data), [StrategyForm(data, prefix=prefix) for prefix in ROWS.sent(data)])

    @classmethod
    def rearranged(cls, data: QueryDict) -> PolicyEditing:
        """What was typed, with one row added, moved or removed as the pressed button says."""
        prefixes = ROWS.rearranged(data)
        form = PolicyForm(initial=data.dict())
        return cls(form, [StrategyForm(initial=as_typed(data, prefix), prefix=prefix) for prefix in prefixes])

    def with_revision(self, revision: int) -> PolicyEditing:
        data = QueryDict(mutable=True)
        data.update(self.form.data)
        data["revision"] = str(revision)
        return PolicyEditing.sent(data)

    def is_valid(self) -> bool:
        """Whether the policy will do. Otherwise each fault stands beside its field."""
        if not all([self.form.is_valid(), *[row.is_valid() for row in self.rows]]):
            return False
        self._check_names()
        try:
            Policy.from_document(self.document())
        except PolicyError as error:
            for fault in error.faults:
                self._place(fault)
        return not (self.form.errors or any(row.errors for row in self.rows))

    def document(self) -> dict[str, Any]:
        """What was typed, as a policy document."""
        values = {number.name: as_json_value(self.form.cleaned_data.get(number.name)) for number in numbers()}
        keys = keys_of(self.rows)
        return {**values, "strategies": [row.document(key) for row, key in zip(self.rows, keys, strict=True)]}

    def errors(self) -> Iterator[dict[str, Any]]:
        """Every error with the field it is about, for the summary at the top."""
        yield from ({"text": error} for error in self.form.non_field_errors())
        for title, form in [("", self.form), *[(row.title, row) for row in self.rows]]:
            for field in form:
                label = f"{title}: {field.label}" if title else field.label
                yield from ({"text": error, "label": label, "id": field.id_for_label} for error in field.errors)

    def _check_names(self) -> None:
        seen: set[str] = set()
        if not self.rows:
            self.form.add_error(None, gettext("A policy needs at least one strategy. Add one."))
        for row in self.rows:
            name = row.called()
            if name in seen:
                row.add_error(row.place(NAMES), gettext("Another strategy has this name already. Choose another."))
            seen.add(name)

    def _place(self, fault: str) -> None:
        found = WHERE.match(fault)
        name, row = (found["name"], found["row"]) if found else ("", None)
        kinds = {number.name: number.kind for number in numbers()}
        field = self.rows[int(row)].place(name) if row is not None else ""
        if row is not None and field:
            self.rows[int(row)].add_error(field, gettext("This value will not do. Choose another."))
        elif name in kinds:
            self.form.add_error(name, str(REFUSED[kinds[name]]))
        elif not any(form.errors for form in (self.form, *self.rows)):
            self.form.add_error(None, fault)
