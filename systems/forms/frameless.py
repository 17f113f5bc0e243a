"""How crispy draws the fields of a form whose frame stands in the page."""

from __future__ import annotations

from crispy_forms.helper import FormHelper


def frameless() -> FormHelper:
    """The fields alone: the page brings the form's frame, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
