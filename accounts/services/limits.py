"""Guessing is slow: what may be tried how often in an hour, each try counted by one conditional update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempt, User


@dataclass(frozen=True)
class Limit:
    """So many tries an hour for one subject: an e-mail address or a network."""

    name: str
    an_hour: int


SIGN_INS = Limit("sign-in", 20)  # of one e-mail address, wherever they come from
SIGN_INS_FROM = Limit("sign-in-from", 20)  # that failed, from one network: an office behind one address signs in freely
SIGN_INS_KNOWN = Limit("sign-in-known", 20)  # of one person in a browser that knows them: others cannot use them up
LINKS_KNOWN = Limit("link-known", 10)  # likewise
OLD_PASSWORDS = Limit("old-password", 10)  # that were wrong, inside a session
SECOND_FACTORS = Limit("second-factor", 10)  # codes of one person that did not fit
SAME_CODE = Limit("same-code", 1)  # of an app, of one person
MAILS_TO = Limit("mail-to", 5)  # that one person has sent to one colleague
MAILS_BY = Limit("mail-by", 60)  # that one person has sent to colleagues
LINKS = Limit("link", 10)  # to one e-mail address
PROVIDERS_FROM = Limit("provider-from", 200)  # departures to a provider, from one network
MAIL_LINKS_FROM = Limit("mail-link-from", 200)  # presses on the button of a mail's link, right or wrong, of one network
LINKS_FROM = Limit("link-from", 200)  # from one network: a whole office on the morning of a campaign, not the world


class TooMany(Exception):
    """The limit of this hour is reached; `until` is when the next hour begins."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def key_of(limit: Limit, subject: str) -> str:
    """Neither addresses nor networks are kept, only what recognises them again."""
    return f"{limit.name}:{salted_hmac('accounts.services.limits', subject, algorithm='sha256').hexdigest()}"


def count(limit: Limit, subject: str) -> None:
    """Count one try before anything is checked; raises TooMany when the hour has none left.

    Called outside a transaction, so that the count stays even when what follows fails. The update itself decides, so
    any number of parallel tries gets no more than the limit.
    """
    now = timezone.now()
    attempt = {"key": key_of(limit, subject), "hour": hour_of(now)}
    left = Attempt.objects.filter(**attempt, count__lt=limit.an_hour)
    if left.update(count=F("count") + 1):
        return
    Attempt.objects.bulk_create([Attempt(**attempt)], ignore_conflicts=True)
    if not left.update(count=F("count") + 1):
        raise TooMany(hour_of(now) + timedelta(hours=1))


def count_all(*held: tuple[Limit, str]) -> None:
    """Count one try under each of these; raises TooMany at the first that has none left."""
    for limit, subject in held:
        count(limit, subject)


def count_mail(*, by: User, to: str) -> None:
    """One mail more that a person has sent to an address. Raises TooMany: a mailbox is filled in a second."""
    count_all((MAILS_TO, f"{by.pk}:{to}"), (MAILS_BY, str(by.pk)))


def give_back(limit: Limit, subject: str) -> None:
    """A try that turned out well is not held against others who share its subject."""
    attempt = Attempt.objects.filter(key=key_of(limit, subject), hour=hour_of(timezone.now()), count__gt=0)
    attempt.update(count=F("count") - 1)
