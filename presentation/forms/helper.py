"""How a form is drawn whose frame the page brings."""

from __future__ import annotations

from crispy_forms.helper import FormHelper


def bare_form_helper() -> FormHelper:
    """The fields alone: the page brings the form's frame, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
