"""What architects and owners write while answers are reviewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from presentation.language import language
from questionnaires.document.parsing import parsed

LONGEST = 2000


def comment_field(label: Any, *, required: Any = "", help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
        error_messages={
            "required": required,
            "max_length": _("Please keep it to %(limit_value)d characters; it has %(show_value)d."),
        },
    )


class ApproveForm(forms.Form):
    """`key` tells one click from the next; `sent` and `plan` what was on the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sent = forms.CharField(max_length=60, widget=forms.HiddenInput)
    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = comment_field(_("A word to the owner"), help_text=_("If you like. It is sent with the mail."), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_approve_%s"


class ReturnForm(forms.Form):
    """The comment reaches the owner by mail, with a link to the question if one is chosen."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sent = forms.CharField(max_length=60, widget=forms.HiddenInput)
    comment = comment_field(
        _("What should the owner look at again?"),
        required=_("Say what should be looked at again, so that the owner knows what to do."),
        help_text=_("The owner gets it by mail."),
    )

    def __init__(self, *args: Any, document: dict[str, object], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_return_%s"
        questions = parsed(document).questions.values()
        asked = [(question.key, question.wording.say(language())) for question in questions]
        self.fields["question"] = forms.ChoiceField(
            label=_("About one question?"),
            required=False,
            choices=[("", _("No, about all of them")), *asked],
            widget=forms.Select(attrs={"class": "form-select"}),
        )


class JustifyForm(forms.Form):
    reason = comment_field(
        _("Why is it meant to be so?"),
        required=_("Say in a sentence why it is meant to be so."),
        help_text=_("An architect reads it and decides."),
        rows=2,
    )

    def __init__(self, *args: Any, finding: int | str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_finding_{finding}_%s"
