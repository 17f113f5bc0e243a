"""What the audit trail says about the catalogue."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "system.created": _("Added to the catalogue."),
        "system.imported": _("Added to the catalogue from the file {file}."),
        "system.edited": _("Changed: {fields}."),
        "system.changed_by_import": _("Changed from the file {file}: {fields}."),
        "system.retired": _("Retired."),
        "system.brought_back": _("Brought back into use."),
        "system.dependency_added": _("Now needs {needs}."),
        "system.dependency_removed": _("No longer needs {needs}."),
        "system.protection_changed": _("Said what protects it today: {fields}."),
        "system.protection_asked": _("Asked {person} what protects it today."),
        "system.protection_confirmed": _("Confirmed what protects it today."),
        "system.exercise_recorded": _("Recorded a drill of {performed_on}."),
        "system.exercise_removed": _("Removed the drill of {performed_on}: {reason}"),
        "unit.head_named": _("{head} heads {label} from now on."),
        "unit.head_taken_back": _("Nobody is named as the head of {label} any more."),
        "tier.set": _("The tier {label} stands for: {said}."),
        "tier.removed": _("The tier {label} is out of the table. It stood for: {before}."),
        "person.became_owner": _("Became an owner, named for {system}."),
        "importsource.added": _("The list {label} is fetched from {place} from now on, for {person}."),
        "importsource.fetched": _("Had the list {label} fetched."),
        "importsource.removed": _("The list {label} is fetched no more."),
        "importbatch.applied": _("Imported {file}: {created} systems added, {changed} changed."),
    }
)
