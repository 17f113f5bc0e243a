"""How the portal finds and checks people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User, UserQuerySet


class PeopleBackend(ModelBackend):
    """Sign-in by e-mail address; the person of a request comes with their roles, so no page asks for them again.

    Django's own check of the password takes as long for an address that nobody has as for one that somebody has.
    """

    def get_user(self, user_id: Any) -> User | None:
        people: UserQuerySet = User.objects.active().prefetch_related("role_assignments")
        return people.filter(pk=user_id).first()
