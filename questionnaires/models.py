"""Questionnaires: versioned documents that never change once they are published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def for_user(self, user: User) -> QuestionnaireQuerySet:
        """Drafts are the architects' own; what was published everybody may read who may read the portfolio."""
        if user.may(Permission.EDIT_QUESTIONNAIRE):
            return self
        return self.published() if user.may(Permission.VIEW_PORTFOLIO) else self.none()

    def published(self) -> QuestionnaireQuerySet:
        return self.filter(published_at__isnull=False).order_by("-version")

    def drafts(self) -> QuestionnaireQuerySet:
        return self.filter(published_at__isnull=True).order_by("-changed_at", "-id")


class Questionnaire(models.Model):
    """One version of a questionnaire. A published version never changes; an assessment keeps its version.

    A draft has neither `published_at` nor a number; it gets both when it is published. `based_on` is the version that
    it began from: none for those that come with the portal. `revision` grows with every change of a draft.
    """

    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    document = models.JSONField()
    checksum = models.CharField(max_length=64)  # of the file that it came from, or of what was published
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ("slug", "-version")
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="questionnaire_version_once"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(version__isnull=False),
                name="questionnaire_published_has_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}" if self.version else f"{self.title} (draft)"
