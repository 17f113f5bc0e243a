"""Files on their way into the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from background.limits import IMPORT
from background.models import BackgroundWork, BackgroundWorkQuerySet
from systems.models.catalogue import Dependency

A_USUAL_ROW, A_PACKED_ROW = 500, 100
"""Characters of a row with forty needs, and bytes of one in a workbook."""


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def for_user(self, user: User) -> ImportBatchQuerySet:
        """A preview is private to the person who brought the file."""
        return self.filter(person=user)

    def fetched(self) -> ImportBatchQuerySet:
        """What the portal fetched by itself and is not in the catalogue yet."""
        return self.filter(source__isnull=False, applied_at=None)


class ImportBatch(models.Model):
    """A file on its way into the catalogue. One that was applied is kept for good, with its fingerprint: the audit
    trail names both."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    source = models.ForeignKey(
        "systems.ImportSource", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sheets = models.JSONField(default=list)  # of a workbook with several, until it is applied: pairs of name and text
    sheet = models.CharField(max_length=200, blank=True)  # the name of the sheet that `text` is
    sha256 = models.CharField(max_length=64, blank=True)  # of the text as UTF-8, as it can be downloaded
    mapping = models.JSONField(default=list)  # for each column what it means; empty for a column that is left out
    headings_mark = models.CharField(max_length=64, blank=True)  # two lists with the same headings have the same
    mapping_from = models.CharField(max_length=200, blank=True)  # the earlier file whose columns these are taken as
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
    lines = models.PositiveIntegerField(default=0)  # rows of the file, without headings
    applied_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "import batches"
        indexes = (
            models.Index(fields=("person", "created_at"), name="import_by_person"),
            models.Index(fields=("person", "headings_mark", "applied_at"), name="import_by_headings"),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_long(self) -> bool:
        """Whether it is compared and written in the background: by its rows, by what they hold, and whenever nobody
        brought it."""
        most: int = settings.IMPORT_AT_ONCE_ROWS
        return self.source_id is not None or self.lines > most or len(self.text) > most * A_USUAL_ROW

    @property
    def is_unread(self) -> bool:
        """Whether nobody knows yet what is in it."""
        return not self.text and self.applied_at is None


class UnreadFile(models.Model):
    """The bytes of a large file, until a worker has read them: then its text is in the batch, and this is gone."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, primary_key=True, related_name="unread")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"file of import {self.batch_id}"


class ImportRunQuerySet(BackgroundWorkQuerySet):
    def looks(self) -> ImportRunQuerySet:
        return self.filter(kind=ImportRun.Kind.LOOK)

    def applying(self) -> ImportRunQuerySet:
        return self.filter(kind=ImportRun.Kind.APPLY)


class ImportRun(BackgroundWork):
    """A long file is read and compared with the catalogue, or written into it, in the background: `done` of `total`
    steps.

    `result` of a look is the summary of its preview, see `systems.services.imports.summary`.
    """

    class Kind(models.TextChoices):
        LOOK = "look"
        APPLY = "apply"

    limits = IMPORT

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    language = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)

    objects = ImportRunQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind",), condition=models.Q(kind="apply", state__in=("pending", "held")),
                name="one_import_at_a_time",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of import {self.batch_id}"


class ImportRow(models.Model):
    """What happens with one row of a long file, as it was shown; and how far that is.

    `step` holds it whole, see `systems.services.imports.applying.storing`; `marks` are the parts of the preview that it
    is in, with a blank on both sides of each; `weight` is how many needs it adds or removes.
    """

    class State(models.TextChoices):
        OPEN = ""
        CREATED = "created"  # what the new system needs is still to be written
        DONE = "done"
        OVERTAKEN = "overtaken"  # somebody changed the system after the comparison, so the row was left alone

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, blank=True)
    weight = models.PositiveIntegerField(default=0)
    marks = models.TextField(blank=True)
    step = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="import_row_once"),)
        indexes = (models.Index(fields=("batch", "outcome", "state", "position"), name="import_row_state"),)

    def __str__(self) -> str:
        return f"row {self.position} of import {self.batch_id}: {self.outcome}"
