"""Systems named one by one, a line each: looked up together, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from scenarios.services.losses import systems_in_scenarios

LONGEST = 400_000
"""Characters: ten thousand systems by names of ordinary length."""
SHOWN = 5


class SystemsField(forms.CharField):
    """Keys of systems, from names or keys a line each."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        lines = [" ".join(line.split()) for line in text.splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """Whether it is needed, the form knows."""

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def clean(self, value: Any) -> list[str]:
        return keys_of(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Stored keys as the names that people know, where one name means one system."""
        return "\n".join(names_of(value)) if isinstance(value, list) else value


def keys_of(lines: Iterable[str]) -> list[str]:
    """The keys of the systems so called; two queries at the most. Raises ValidationError for what cannot be found."""
    wanted = list(lines)
    by_key, by_name = _known() if wanted else ({}, {})
    found: dict[str, None] = {}
    unknown: list[str] = []
    several: list[str] = []
    for line in wanted:
        keys = [line.lower()] if line.lower() in by_key else by_name.get(line.casefold(), [])
        if len(keys) == 1:
            found[keys[0]] = None
        else:
            (several if keys else unknown).append(line)
    _raise(_("No system in use has this key or name: %(names)s."), unknown)
    _raise(_("Several systems are called that; write their keys: %(names)s."), several)
    return list(found)


def names_of(keys: Iterable[str]) -> list[str]:
    by_key, by_name = _known()
    names = {key: by_key[key] for key in keys if key in by_key}
    return [name if len(by_name[name.casefold()]) == 1 else key for key, name in names.items()]


def _known() -> tuple[dict[str, str], dict[str, list[str]]]:
    by_key = dict(systems_in_scenarios().order_by("name", "pk").values_list("key", "name"))
    by_name: dict[str, list[str]] = defaultdict(list)
    for key, name in by_key.items():
        by_name[" ".join(name.split()).casefold()].append(key)
    return by_key, by_name


def _raise(message: Any, names: list[str]) -> None:
    if names:
        shown = ", ".join(name[:60] for name in names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
        raise ValidationError(message, code="not_found", params={"names": shown})
