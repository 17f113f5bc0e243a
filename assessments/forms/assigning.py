"""To whom architects assign what was sent."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.services.reviewing.queue_filter import reviewers
from presentation.forms.widgets import QuickSelect
from systems.queries.filters import NOBODY

MOST = 500


class AssignForm(forms.Form):
    """`to` becomes the person, or None for nobody. `rounds` are those ticked, which are read by themselves."""

    to = forms.ChoiceField(label=_("Assign to"), widget=QuickSelect(attrs={"class": "form-select"}))
    all = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data)
        self.ticked = data.getlist("round")[:MOST] if data else []
        self.people = {str(each.pk): each for each in reviewers().prefetch_related("role_assignments")}
        others = [(pk, str(each)) for pk, each in self.people.items() if each != user]
        choices = [("", _("Choose a person")), (str(user.pk), _("Me")), *others, (NOBODY, _("Nobody"))]
        self.fields["to"] = forms.ChoiceField(label=_("Assign to"), choices=choices, widget=self.fields["to"].widget)

    def clean_to(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])

    @property
    def rounds(self) -> list[UUID]:
        """The rounds that were ticked; what is no number of one is left out."""
        return [public_id for text in self.ticked if (public_id := _uuid(text))]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
