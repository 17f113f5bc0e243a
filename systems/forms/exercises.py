"""Forms of exercises: what was tried and reached, and why a record of one is removed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from presentation.forms.durations import DurationField
from presentation.forms.widgets import HintedRadios
from systems.forms.rows import Row, rows_of
from systems.models import Exercise

EARLIEST_EXERCISE = dt.date(1990, 1, 1)
WEB = ("http", "https")
MOST_BYTES = 10 * 1024 * 1024


def validate_web_address(typed: str) -> None:
    """An address that a browser opens as a page and nothing else. Short names of an intranet are welcome."""
    try:
        address = urlsplit(typed)
        fine = address.scheme in WEB and bool(address.hostname) and "@" not in address.netloc
    except ValueError:
        fine = False
    if not fine or not typed.isprintable() or any(each.isspace() for each in typed):
        raise ValidationError(_("Write an address that begins with https:// or http://."), code="no_web_address")


class ExerciseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A test of the recovery, with what was reached."""

    kind = forms.ChoiceField(
        label=_("What kind of drill was it?"),
        choices=Exercise.Kind.choices,
        widget=HintedRadios(
            {
                Exercise.Kind.FAILOVER: _("The system ran elsewhere, as if its site were lost."),
                Exercise.Kind.DATA_RESTORE: _("As if somebody had deleted or encrypted them."),
                Exercise.Kind.TABLE_TOP: _(
                    "Nothing was switched. It finds gaps, but does not show that recovery works."
                ),
            }
        ),
        error_messages={"required": _("Choose the one that fits best.")},
    )
    performed_on = forms.DateField(
        label=_("Performed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Also one from before the portal knew this system."),
    )  # fmt: skip
    scope = forms.CharField(
        label=_("What was tried"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Like “one database of three, restored to an empty server”."),
    )  # fmt: skip
    people = forms.CharField(
        label=_("Who took part"),
        max_length=500,
        required=False,
        help_text=_("Names or teams, as auditors ask for them."),
    )
    rta_seconds = DurationField(
        label=_("Recovery took"),
        longer_is_stricter=True,
        required=False,
        help_text=_("From the disaster until people could work, like “45 min”."),
    )
    rpa_seconds = DurationField(
        label=_("Data lost"),
        required=False,
        longer_is_stricter=True,
        help_text=_("Recent work that was gone; 0 for nothing."),
    )
    evidence_link = forms.CharField(
        label=_("Where the record lies"), max_length=500, required=False, widget=forms.URLInput,
        validators=[validate_web_address],
        help_text=_("The address of the minutes, the ticket or the log, like https://wiki.example.org/drills/42."),
    )  # fmt: skip
    evidence_file = forms.FileField(
        label=_("Or the record as a file"), required=False, max_length=200,
        widget=forms.FileInput(attrs={"class": "form-control"}),
        help_text=_("At most 10 MB. It is handed out as it is, to everybody who may see this system."),
    )  # fmt: skip

    class Meta:
        model = Exercise
        fields = (
            "kind", "performed_on", "scope", "people", "rta_seconds", "rpa_seconds", "note", "evidence_link",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def rows(self) -> tuple[Row, ...]:
        measured = ("rta_seconds", "rpa_seconds")
        return rows_of(
            self, "kind", "performed_on", "scope", "people", measured, "note", "evidence_link", "evidence_file"
        )

    def clean_evidence_file(self) -> UploadedFile[bytes] | None:
        chosen: UploadedFile[bytes] | None = self.cleaned_data["evidence_file"]
        if chosen is None:
            return None
        if (chosen.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Put it where a link leads to it."))
        chosen.name = "".join(letter for letter in chosen.name or "" if letter.isprintable()) or "evidence"
        return chosen

    def clean_performed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["performed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Record the drill when it is done."))
        if day < EARLIEST_EXERCISE:
            raise ValidationError(_("That is very long ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        measured = ("rta_seconds", "rpa_seconds")
        if not self.errors and all(cleaned.get(name) is None for name in measured) and not cleaned.get("note"):
            self.add_error("rta_seconds", _("Say how long the recovery took, how much was lost, or what was learnt."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was said as fields of the model, and the file as `evidence`."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**facts, "evidence": self.cleaned_data["evidence_file"]}


class RemovalForm(forms.Form):
    """Why the record of an exercise is removed; the trail keeps it."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is it removed?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text=_("Like “recorded twice” or “it was another system”."),
    )  # fmt: skip
