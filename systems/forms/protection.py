"""The form of what protects a system today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from presentation.forms.durations import DurationField
from presentation.forms.widgets import HintedRadios, Offering
from presentation.strategies import own_strategies, strategy_choices
from systems.forms.rows import Row, rows_of
from systems.models import Protection, System
from systems.services.places import known_places

Site, NONE = Protection.Site, Protection.History.NONE
SITES = {
    Site.SAME: _("The same building or computer centre. The next building on the same ground, too."),
    Site.OTHER_SITE: _("Another building in town, or another availability zone of the same region."),
    Site.OTHER_REGION: _("So far away that no flood, storm or power failure reaches both."),
    Site.OTHER_PROVIDER: _("In another company's hands, with an account and a contract of its own."),
}
REACH = [("", _("not said")), ("False", _("yes, they could")), ("True", _("no, it is out of their reach"))]
LOCKED = [("", _("not said")), ("True", _("yes, for a time nobody can")), ("False", _("no, somebody always can"))]
SAID = {"True": True, "False": False}
OF_LIVE_COPY = ("live_lag_seconds", "live_site")
OF_HISTORY = (
    "interval_seconds", "retention_seconds", "history_site", "isolated", "immutable", "archive_retention_seconds",
    "start_window_seconds", "running_time_seconds", "copy_lag_seconds",
)  # fmt: skip


def said_of(choices: list[tuple[str, Any]], **kwargs: Any) -> forms.TypedChoiceField:
    """Yes, no or not said, in words that cannot be taken the wrong way round."""
    return forms.TypedChoiceField(
        choices=choices, coerce=SAID.get, empty_value=None, required=False, widget=HintedRadios({}), **kwargs
    )


def site_of(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=Site.choices, required=False, widget=HintedRadios(SITES), **kwargs)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of fields that are shown together; `follow` only concerns those who have such a copy at all."""

    key: str
    title: str | Promise
    meaning: str | Promise
    rows: tuple[Row, ...]
    follow: tuple[Row, ...] = ()


class ProtectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What protects the system today. Everything may stay unsaid."""

    live_lag_seconds = DurationField(
        label=_("How far may the live copy be behind?"), required=False, longer_is_stricter=True,
        help_text=_("At worst, like “5 seconds”."),
    )  # fmt: skip
    live_site = site_of(label=_("Where does the live copy lie?"))
    interval_seconds = DurationField(
        label=_("A copy every"), required=False, longer_is_stricter=True, help_text=_("Like “1 hour” or “24 hours”.")
    )
    retention_seconds = DurationField(label=_("Copies are kept for"), required=False, help_text=_("Like “35 days”."))
    history_site = site_of(label=_("Where do the copies lie?"))
    isolated = said_of(
        REACH, label=_("Could whoever administers the system, or whoever takes over its account, delete the copies?"),
        help_text=_("Copies in another region but under the same account: yes. In an account of their own, to which "
                    "nobody of the system's team has the keys: no."),
    )  # fmt: skip
    immutable = said_of(
        LOCKED, label=_("Is there a time within which nobody can delete or change the copies?"),
        help_text=_("Like an object lock or a tape in a safe: not even the administrator of the copies can, until the "
                    "time is over."),
    )  # fmt: skip
    archive_retention_seconds = DurationField(
        label=_("An archive is kept for"), required=False,
        help_text=_("Single copies that are kept much longer, like “10 years”; 0 if there are none."),
    )  # fmt: skip
    start_window_seconds = DurationField(
        label=_("Start window"), required=False, longer_is_stricter=True, help_text=_("How late a copy may begin."),
    )  # fmt: skip
    running_time_seconds = DurationField(label=_("One copy takes"), required=False, longer_is_stricter=True)
    copy_lag_seconds = DurationField(
        label=_("Until it is elsewhere"),
        required=False,
        longer_is_stricter=True,
        help_text=_("How long it takes to reach the other place."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Protection
        fields = (
            "strategy",
            "live_copy",
            *OF_LIVE_COPY,
            "history",
            *OF_HISTORY,
            "copies_at",
            "restore_mib_per_s",
            "note",
        )
        localized_fields = ("restore_mib_per_s",)
        labels = {"live_copy": _("Is there a live copy?"), "history": _("Are copies of the past kept?")}
        help_texts = {
            "restore_mib_per_s": _("How quickly copies come back, in MiB a second, measured if possible. A line of 1 "
                                   "Gbit/s carries about 110."),
        }  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "strategy": forms.Select, "copies_at": Offering()}

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*own_strategies(), self.instance.strategy]
        self.fields["strategy"] = forms.ChoiceField(
            label=_("Strategy"), required=False, choices=[("", _("not said")), *strategy_choices(known)]
        )
        self.fields["copies_at"].widget.offers = known_places()
        self.initial["version"] = system.version

    def clean(self) -> dict[str, object]:
        """Where there is no such copy, nothing is asked about it, and nothing typed about it counts."""
        cleaned = super().clean() or self.cleaned_data
        for copy, about in (("live_copy", OF_LIVE_COPY), ("history", OF_HISTORY)):
            if cleaned.get(copy) == NONE:
                for name in about:
                    self.errors.pop(name, None)
                    cleaned[name] = "" if name.endswith("_site") else None
        return cleaned

    def groups(self) -> Iterator[Group]:
        """In the order of a restore: the machines, what is copied at once, what is kept, how it comes back."""
        yield Group(
            "computing", _("How the computing comes back"),
            _("What would run the system if its machines were gone tomorrow."), rows_of(self, "strategy"),
        )  # fmt: skip
        yield Group(
            "live", _("Live copy"),
            _("It follows the data at once. It repeats every deletion and every encryption, too."),
            rows_of(self, "live_copy"), rows_of(self, *OF_LIVE_COPY),
        )  # fmt: skip
        yield Group(
            "past", _("Copies of the past"),
            _("They bring back what was deleted or encrypted: backups, snapshots, a log of all changes."),
            rows_of(self, "history"),
            rows_of(self, ("interval_seconds", "retention_seconds"), *OF_HISTORY[2:6], OF_HISTORY[6:]),
        )  # fmt: skip
        yield Group(
            "restoring", _("Restoring"), _("Large data can take days to come back."),
            rows_of(self, ("copies_at", "restore_mib_per_s"), "note"),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
