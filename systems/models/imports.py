"""Files on their way into the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from systems.models.catalogue import Dependency


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def for_user(self, user: User) -> ImportBatchQuerySet:
        """A preview is private to the person who brought the file."""
        return self.filter(person=user)


class ImportBatch(models.Model):
    """A file on its way into the catalogue. One that was applied is kept for good, with its fingerprint: the audit
    trail names both."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the text as UTF-8, as it can be downloaded
    mapping = models.JSONField(default=list)  # for each column what it means; empty for a column that is left out
    decimal_sign = models.CharField(max_length=1, blank=True)  # as the person chose; empty: as the columns show it
    heading_row = models.PositiveIntegerField(null=True, blank=True)  # as the person chose; empty: as guessed
    need_kind = models.CharField(
        _("kind of need, where the file says none"), max_length=20, choices=Dependency.Kind.choices,
        default=Dependency.Kind.SOFT,
    )  # fmt: skip
    meant = models.JSONField(default=dict)  # by meaning and cell what the person says it means
    add_needed = models.BooleanField(_("add systems that are only named as needed"), default=False)
    remove_needs = models.BooleanField(_("remove needs that the file does not name"), default=False)
    clear_empty = models.BooleanField(_("let empty cells clear"), default=False)
    add_people = models.BooleanField(_("add people whose address is not known yet"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "import batches"
        indexes = (models.Index(fields=("person", "created_at"), name="import_by_person"),)

    def __str__(self) -> str:
        return self.file_name
