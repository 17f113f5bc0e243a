"""Whom it concerns that a long file is compared or written, for the mail that says so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from notifications.services.ended import Concern
from systems.models import ImportRun


def concern(run: ImportRun) -> Concern:
    name = {"name": run.batch.file_name}
    looked = run.kind == ImportRun.Kind.LOOK
    what = _("The preview of “%(name)s”") % name if looked else _("The import of “%(name)s”") % name
    return Concern(run.batch.person, what, "systems:import_preview", (run.batch_id,))
