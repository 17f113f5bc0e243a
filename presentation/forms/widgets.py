"""Form fields that are drawn quickly, for pages that people open all day."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

LONGEST_TYPED = 100
"""Of what is being typed no more is looked at."""


class QuickSelect(forms.Select):
    """A drop-down list without a template for each of its choices: fifty of them cost a millisecond, not ten."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = "\n".join(
            f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(label)}</option>'
            for key, label in ((str(key), str(label)) for key, label in self.choices)
        )
        shown = flatatt({**self.attrs, **(attrs or {}), "name": name})
        return mark_safe(f"<select{shown}>{options}</select>")  # noqa: S308  (each part is escaped above)


class QuickText(forms.TextInput):
    """A text field drawn without a template."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        shown = {"type": widget["type"], "name": widget["name"], "value": widget["value"], **widget["attrs"]}
        return format_html("<input{}>", flatatt(shown))


class HintedRadios(forms.RadioSelect):
    """Radio buttons; `components/choices.html` shows the hint of a choice below its label."""

    def __init__(self, hints: Mapping[Any, str | Promise], attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs)
        self.hints = {str(value): hint for value, hint in hints.items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, object]:
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}


class Suggesting(QuickText):
    """A text field whose suggestions come from the server while one types. Without scripts it is a text field."""

    def __init__(self, url: Any, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs)
        self.url = url

    def get_context(self, name: str, value: Any, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        place = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["widget"]["attrs"] |= {
            "list": place,
            "autocomplete": "off",
            "hx-get": str(self.url),
            "hx-trigger": "input changed delay:200ms, focus once",
            "hx-target": f"#{place}",
            "hx-vals": f'{{"field": "{name}"}}',
            "hx-params": f"field,{name}",
        }
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        place = f"{(attrs or {}).get('id', name)}-suggestions"
        return format_html('{}<datalist id="{}"></datalist>', field, place)


class Offering(forms.TextInput):
    """A text field that offers a short list and takes anything else too."""

    def __init__(self, attrs: dict[str, object] | None = None, offers: list[str] | None = None) -> None:
        super().__init__(attrs)
        self.offers = offers or []

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        place = f"{(attrs or {}).get('id', name)}-offers"
        field = super().render(name, value, {**(attrs or {}), "list": place, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((offer,) for offer in self.offers))
        return format_html('{}<datalist id="{}">{}</datalist>', field, place, options)


def typed_in(request: HttpRequest) -> str:
    """The content of the field that asks; its name comes along, because one page may have several."""
    return request.GET.get(request.GET.get("field", ""), "").strip().replace("\0", "")[:LONGEST_TYPED]
