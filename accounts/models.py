"""People, their roles, their sign-in links, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.audit_words import page_of, sentence_of
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of

UNREACHABLE = "unreachable"
"""What a list of people is asked for to show those whose mail is refused."""


def start_of(day: date) -> datetime:
    """The moment at which the day begins, in the time zone in use."""
    return timezone.make_aware(datetime.combine(day, time.min))


def normal_email(given: str) -> str:
    """The form in which an e-mail address is stored and looked for: the domain as mail servers know it (IDNA)."""
    local, at, domain = given.strip().lower().rpartition("@")
    with suppress(UnicodeError):  # no domain at all; whoever asks for one says so
        domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain.lower()}"


class UserQuerySet(models.QuerySet["User"]):
    def for_user(self, user: User) -> UserQuerySet:
        """The people one may look after: all with the permission, else oneself."""
        return self if user.may(Permission.MANAGE_PEOPLE) else self.filter(pk=user.pk)

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def unreachable(self) -> UserQuerySet:
        """Who may sign in, but gets no mail: their mail server refuses it."""
        return self.active().filter(unreachable_since__isnull=False)

    def by_email(self, email: str) -> UserQuerySet:
        return self.filter(email=normal_email(email))

    def search(self, words: str) -> UserQuerySet:
        """Each of the words somewhere in the name or the address."""
        found = self
        for word in words.split():
            found = found.filter(models.Q(name__icontains=word) | models.Q(email__icontains=word))
        return found

    def matching(self, q: str = "", role: str = "", access: str = "") -> UserQuerySet:
        """What a list of people was asked for; nothing asked is everybody."""
        found = self.search(q)
        if role:
            found = found.filter(role_assignments__role=role)
        if access == UNREACHABLE:
            found = found.unreachable()
        elif access:
            found = found.filter(is_active=access == "yes")
        return found

    def with_role(self, role: str) -> UserQuerySet:
        return self.active().filter(role_assignments__role=role)

    def who_may(self, permission: Permission) -> UserQuerySet:
        """Those with access whose roles allow it."""
        roles = [role for role, allowed in ROLE_PERMISSIONS.items() if permission in allowed]
        return self.active().filter(role_assignments__role__in=roles).distinct()

    def who_can_help(self) -> UserQuerySet:
        """A few of those who can give roles, for pages that would else be a dead end."""
        return self.with_role(Role.ADMINISTRATOR).order_by("name", "email")[:3]


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False

    def create_user(
        self, email: str, password: str | None = None, *, roles: tuple[str, ...] = (), **fields: Any
    ) -> User:
        """A person, with the roles given. Without a password they sign in by e-mailed link only."""
        user: User = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role) for role in roles)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        user: User = self.get(email=normal_email(username or ""))
        return user


class User(AbstractBaseUser):
    """A person. The e-mail address is the name they sign in with; it is stored in lower case and unique."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    holidays = models.CharField(
        _("public holidays"), max_length=10, blank=True
    )  # of a country or part; empty: the company's
    language = models.CharField(_("language"), max_length=8, blank=True)  # empty: as in the browser
    last_language = models.CharField(max_length=8, blank=True)  # of the browser that signed in last
    is_active = models.BooleanField(_("may sign in"), default=True)
    unreachable_since = models.DateTimeField(null=True, editable=False)  # mail to the address is refused for good
    refusal = models.CharField(max_length=500, blank=True, editable=False)  # with these words of the mail server
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # grows with every change by people
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # raising it ends all sessions for good

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique"),)

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match at each request: it changes with the password and with the session epoch."""
        epoch = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.User.session", epoch, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(assignment.role for assignment in self.role_assignments.all())

    @property
    def role_labels(self) -> list[str]:
        return [str(role.label) for role in Role if role.value in self.roles]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    def may(self, permission: Permission | str) -> bool:
        return permission in self.permissions

    @cached_property
    def stands_in_for(self) -> frozenset[int]:
        """Those who are away and have named this person to answer meanwhile."""
        return frozenset(Absence.objects.current().filter(deputy=self).values_list("person", flat=True))

    def answers_for(self, owner_id: int | None) -> bool:
        """Whether what this owner is asked is this person's to answer now."""
        return owner_id is not None and (owner_id == self.pk or owner_id in self.stands_in_for)

    def as_owner(self, field: str = "owner") -> models.Q:
        """What this person owns, and what they answer for while its owner is away; `field` leads to the owner."""
        away = Absence.objects.current().filter(deputy=self).order_by().values("person")
        return models.Q(**{field: self}) | models.Q(**{f"{field}__in": away})


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def current(self, at: datetime | None = None) -> AbsenceQuerySet:
        return self.filter(ended_at=None, until__gt=at or Now())


class Absence(models.Model):
    """A person is away until `until`, the beginning of the day `back_on` where they live. Nobody reminds them; the
    deputy, if they named one, gets their mail about systems and answers in their place."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    back_on = models.DateField()
    until = models.DateTimeField()
    began_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)  # back before, or said anew

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(ended_at=None), name="one_open_absence_per_person"
            ),
        )
        indexes = (models.Index(fields=("deputy", "until"), name="absence_by_deputy"),)

    def __str__(self) -> str:
        return f"{self.person_id} is away until {self.back_on}"


class RoleAssignment(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "role"), name="role_once_per_person"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_known"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def usable(self, now: datetime) -> SignInLinkQuerySet:
        # Not `user__is_active`: Django would turn an update across a join into `WHERE id IN (SELECT …)`, and PostgreSQL
        # does not look at `spent_at` again there after waiting for the one who was quicker.
        return self.filter(spent_at=None, expires_at__gt=now, user__in=User.objects.active())


class SignInLink(models.Model):
    """A link sent by mail; only the hash of its secret is kept. Works once, for minutes, in the browser that asked.

    Without a person it answers the wish of an unknown address: nobody ever gets to know its secret.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links", null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64)
    next_path = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("user", "created_at"), name="link_by_person"),)

    def __str__(self) -> str:
        return f"link of {self.user_id}, {self.created_at:%Y-%m-%d %H:%M}"


class MailLink(models.Model):
    """The link of a mail that asks its reader for something; only the hash of its secret is kept.

    It lets in once, while that is asked, in a browser that `accounts.services.mail_links` trusts.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_links")
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)  # what is asked, as the app that asks has registered it
    about = models.CharField(max_length=60)  # the object that it is asked about
    next_path = models.CharField(max_length=500)
    access = models.CharField(
        max_length=64
    )  # the reader's, when it was written: a new password or an end of it ends it
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("user", "created_at"), name="mail_link_by_person"),)

    def __str__(self) -> str:
        return f"{self.purpose} of {self.user_id}, {self.created_at:%Y-%m-%d %H:%M}"


class ProviderIdentity(models.Model):
    """Who somebody is at an OpenID provider. Once it is kept, their address there no longer matters."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="provider_identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="identity_of_one_person"),
            # An address that was given to somebody else there does not lead to the account of who had it before.
            models.UniqueConstraint(fields=("user", "issuer"), name="identity_once_per_provider"),
        )

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"


class OpenSession(models.Model):
    """That a session has begun, for the person's own page of them. Whether it goes on, the session itself says."""

    class Means(models.TextChoices):
        PASSWORD = "password", _("by password")
        PROVIDER = "provider", _("by your organisation's account")
        LINK = "link", _("by link")
        MAIL = "mail", _("by the link of a mail")
        DEMO = "demo", _("by one click")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    means = models.CharField(max_length=10, choices=Means.choices)
    agent = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"session of {self.user_id}, {self.began_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """A counter of sign-ins or link requests for one key in one hour: the limit is one conditional update."""

    key = models.CharField(max_length=100)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "hour"), name="attempt_once_per_hour"),)

    def __str__(self) -> str:
        return f"{self.key} {self.hour:%Y-%m-%d %H}h: {self.count}"


class OnceToken(models.Model):
    """A form that was sent: sent again, it gets the same answer and creates nothing more."""

    token = models.UUIDField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=2000, blank=True)  # where the first press led
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "token"), name="token_once_per_person"),)
        indexes = (models.Index(fields=("used_at",), name="token_by_age"),)

    def __str__(self) -> str:
        return f"{self.token} of {self.person_id}"


class AuditHead(models.Model):
    """The hash of the newest audit entry. Whoever writes an entry locks this row, so that the chain has one end."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_head_single"),)

    def __str__(self) -> str:
        return self.hash


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, object_type: str, ids: Iterable[object]) -> AuditEntryQuerySet:
        """What happened to these objects, newest first. The type is the class's name in small letters: `system`."""
        return self.filter(object_type=object_type, object_id__in=[str(object_id) for object_id in ids])

    def matching(
        self, *, q: str = "", who: str = "", action: str = "", since: date | None = None, until: date | None = None
    ) -> AuditEntryQuerySet:
        """What a reader asks for; nothing asked is everything. The days are those of the time zone in
        use, both included."""
        found = self.filter(object_label__icontains=q) if q else self
        if who:
            found = found.filter(actor__icontains=who.strip())
        if action:
            found = found.filter(action=action)
        if since:
            found = found.filter(at__gte=start_of(since))
        if until:
            found = found.filter(at__lt=start_of(until + timedelta(days=1)))
        return found


class AuditEntry(models.Model):
    """What happened, who did it, to what. Append-only, without foreign keys, so that it outlives what it speaks of."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("object_type", "object_id", "-id"), name="audit_by_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.object_label}"

    @property
    def sentence(self) -> str:
        """What happened, for people to read; who did it and when stand beside it."""
        return sentence_of(self.action, {**self.detail, "label": self.object_label, "actor": self.actor})

    @property
    def page(self) -> str:
        """Where more about it is to be read; empty for most."""
        return page_of(self.action, self.detail)
