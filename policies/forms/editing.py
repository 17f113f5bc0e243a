"""The policy as one form: its numbers, and its rows, which can be added, moved and removed without scripts.

What is typed becomes a document, and `Policy.from_document` alone decides whether it will do; its faults are brought
back to the fields they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from policies.forms.copies import CopyForm
from policies.forms.policy import PolicyForm
from policies.forms.rows import NAMES, RowForm, keys_of
from policies.forms.strategies import StrategyForm
from policies.presenters.consequences import of_copy, of_numbers, of_strategy
from policies.presenters.numbers import numbers
from presentation.forms.rows import Rows
from recovery.policy import NO_COPY, Policy, PolicyError

STRATEGIES, COPIES = Rows("s", 20), Rows("c", 10)
WHERE = re.compile(r"^policy (?:(?P<kind>strategies|copies)\[(?P<row>\d+)\] )?(?P<name>\w+)")


class PolicyEditing:
    """The form as a whole, filled from a policy, or from what was sent."""

    def __init__(self, form: PolicyForm, strategies: list[StrategyForm], copies: list[CopyForm]) -> None:
        self.form = form
        self.strategies = strategies
        self.copies = copies
        self.rows: list[RowForm] = [*strategies, *copies]

    @classmethod
    def of_policy(cls, policy: Policy, *, revision: int, note: str) -> PolicyEditing:
        values = {number.name: getattr(policy, number.name) for number in numbers()}
        form = PolicyForm(initial={**values, "revision": revision, "note": note})
        document = policy.to_document()
        copies = [
            CopyForm(initial=CopyForm.as_initial(row), prefix=f"c{place}")
            for place, row in enumerate(document["copies"])
        ]
        prefix_of, choices = {copy.key_before: copy.prefix for copy in copies}, choices_of(copies)
        strategies = []
        for place, row in enumerate(document["strategies"]):
            carried = [prefix_of[key] for key in row["copies"] or (NO_COPY,)]
            initial = {**StrategyForm.as_initial(row), "copies": carried}
            strategies.append(StrategyForm(initial=initial, prefix=f"s{place}", choices=choices))
        editing = cls(form, strategies, copies)
        editing.show_consequences(policy)
        return editing

    @classmethod
    def sent(cls, data: QueryDict) -> PolicyEditing:
        copies = [CopyForm(data, prefix=prefix) for prefix in COPIES.sent(data)]
        choices = choices_of(copies)
        strategies = [StrategyForm(data, prefix=prefix, choices=choices) for prefix in STRATEGIES.sent(data)]
        return cls(PolicyForm(data), strategies, copies)

    @classmethod
    def rearranged(cls, data: QueryDict) -> PolicyEditing:
        """What was typed, unjudged, with one row added, moved or removed as the pressed button says."""
        copies = [
            CopyForm(initial=CopyForm.as_typed(data, prefix), prefix=prefix) for prefix in COPIES.rearranged(data)
        ]
        choices = choices_of(copies)
        strategies = [
            StrategyForm(initial=StrategyForm.as_typed(data, prefix), prefix=prefix, choices=choices)
            for prefix in STRATEGIES.rearranged(data)
        ]
        return cls(PolicyForm(initial=data.dict()), strategies, copies)

    def with_revision(self, revision: int) -> PolicyEditing:
        data = QueryDict(mutable=True)
        data.update(self.form.data)
        data["revision"] = str(revision)
        return PolicyEditing.sent(data)

    def is_valid(self) -> bool:
        """Whether the policy will do. Otherwise each fault stands beside its field."""
        if not all([self.form.is_valid(), *[row.is_valid() for row in self.rows]]):
            return False
        self._check_rows()
        try:
            Policy.from_document(self.document())
        except PolicyError as error:
            for fault in error.faults:
                self._place(fault)
        return not (self.form.errors or any(row.errors for row in self.rows))

    def document(self) -> dict[str, Any]:
        """What was typed, as a policy document."""
        keys = keys_of(self.rows)
        of_strategies, of_copies = keys[: len(self.strategies)], keys[len(self.strategies) :]
        key_of = {copy.prefix or "": key for copy, key in zip(self.copies, of_copies, strict=True)}
        return {
            **self.form.document(),
            "strategies": [row.carrying(key, key_of) for row, key in zip(self.strategies, of_strategies, strict=True)],
            "copies": [copy.document(key) for copy, key in zip(self.copies, of_copies, strict=True)],
        }

    def show_consequences(self, policy: Policy) -> None:
        """What the numbers of this policy, which stand in the fields, lead to."""
        self.form.consequences = of_numbers(policy)
        for strategy, row in zip(self.strategies, policy.strategies, strict=True):
            strategy.consequences = of_strategy(row, policy)
        for form, copy in zip(self.copies, policy.copies, strict=True):
            form.consequences = of_copy(copy)

    def errors(self) -> Iterator[dict[str, Any]]:
        """Every error with the field it is about, for the summary at the top."""
        yield from ({"text": error} for error in self.form.non_field_errors())
        for title, form in [("", self.form), *[(row.title, row) for row in self.rows]]:
            for field in form:
                label = f"{title}: {field.label}" if title else field.label
                # Of several boxes, the first one can be reached.
                place = field.id_for_label or f"{field.auto_id}_0"
                yield from ({"text": error, "label": label, "id": place} for error in field.errors)

    def _check_rows(self) -> None:
        if not self.strategies:
            self.form.add_error(None, gettext("A policy needs at least one strategy. Add one."))
        if not any(copy.stays for copy in self.copies):
            self.form.add_error(None, gettext("The row “No live copy” is missing. Load the page again."))
        for rows in (self.strategies, self.copies):
            self._check_names(rows)

    def _check_names(self, rows: Sequence[RowForm]) -> None:
        seen: set[str] = set()
        for row in rows:
            name = row.called()
            if name in seen:
                row.add_error(row.place(NAMES) or None, str(row.said_twice))
            seen.add(name)

    def _place(self, fault: str) -> None:
        found = WHERE.match(fault)
        name, kind, at = (found["name"], found["kind"], found["row"]) if found else ("", None, None)
        if kind and at is not None:
            row = (self.strategies if kind == "strategies" else self.copies)[int(at)]
            field = row.place(name)
            if field:
                row.add_error(field, gettext("This value will not do. Choose another."))
                return
        elif self.form.refuse(name):
            return
        if not any(form.errors for form in (self.form, *self.rows)):
            self.form.add_error(None, fault)


def choices_of(copies: Sequence[CopyForm]) -> list[tuple[str, str]]:
    """The live copies as choices of a strategy, by the prefix of their rows."""
    return [(copy.prefix or "", copy.title) for copy in copies]
