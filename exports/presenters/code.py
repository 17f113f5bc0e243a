"""What the page of a plan as code shows: its files, as they are in the archive."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exports.formats.plan_as_code import code_plan
from exports.reports.code_facts import code_facts
from exports.reports.summary import Summary
from exports.writers.plan_as_code.files import files


def code_page(summary: Summary) -> dict[str, Any]:
    key = summary.system.key
    plan = code_plan(summary, code_facts(key))
    return {
        "name": summary.system.name,
        "draft": not plan.approved,
        "approved": plan.approved,
        "provisional": plan.unconfirmed,
        "files": files(plan),
        "archive_url": reverse("exports:summary_file", args=[key, "code"]),
        "crumbs": [
            {"label": _("Systems"), "url": reverse("systems:list")},
            {"label": summary.system.name, "url": reverse("systems:detail", args=[key])},
            {"label": _("Plan as code")},
        ],
    }
