"""Fields that take what people say their way, and say back what they understood."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from presentation.language import language
from recovery.reading import NotUnderstood, Understood


class SayingBack(forms.TextInput):
    """A text field that shows below itself what was understood: at once with scripts, else when it is shown again."""

    note = kind = ""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        place = f"{(attrs or {}).get('id', name)}-understood"
        asks = {
            "hx-get": reverse("presentation:understood", args=(self.kind,)),
            # Not at once: what is pressed to leave the field would move away under the finger.
            "hx-trigger": "change delay:300ms",
            "hx-target": f"#{place}",
            "hx-vals": f'{{"field": "{name}"}}',
            "hx-params": f"field,{name}",
        }
        field = super().render(name, value, {**(attrs or {}), **asks}, renderer)
        note = format_html('<span class="understood">{}</span>', self.note) if self.note else ""
        return format_html('{}<span id="{}" role="status">{}</span>', field, place, note)


class SaidField(forms.Field, ABC):
    """Reads a text with `understood`, and keeps the note of what was read. Empty is None.

    `kind` is the last part of the address that says what is understood while one types.
    """

    widget = SayingBack
    note = kind = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.kind = self.kind

    @abstractmethod
    def understood(self, typed: str) -> Understood[Any]:
        """What the text says. Raises NotUnderstood."""

    def to_python(self, value: Any) -> Any:
        """A number is what a program says: whole seconds, or an amount. There is nothing in it to be understood."""
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return value
        typed = str(value).strip() if value is not None else ""
        self.say("")
        if not typed:
            return None
        try:
            understood = self.understood(typed)
        except NotUnderstood as error:
            raise ValidationError(error.explained(language()), code="invalid") from None
        self.say(understood.explained(language()))
        return understood.value

    def say(self, note: str) -> None:
        self.note = self.widget.note = note

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the value differs, however it is written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"autocomplete": "off", "maxlength": 60}


def notes_of(form: forms.BaseForm) -> Iterator[str]:
    """What a form understood in another way than it was typed, field by field."""
    for field in form:
        if note := getattr(field.field, "note", ""):
            yield f"{field.label} {note}" if str(field.label).endswith("?") else f"{field.label}: {note}"


def say_back(request: HttpRequest, form: forms.BaseForm) -> None:
    """The same on the next page, for a form that is saved and gone."""
    for note in notes_of(form):
        messages.info(request, note)
