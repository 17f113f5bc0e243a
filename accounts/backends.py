"""How the portal finds and checks people."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User, UserQuerySet
from accounts.services.identity.openid import Answered, failed
from accounts.services.second_factor.secrets import decrypted, encrypted


class PeopleBackend(ModelBackend):
    """Sign-in by e-mail address; the person of a request comes with their roles, so no page asks for them again.

    Django's own check of the password takes as long for an address that nobody has as for one that somebody has.
    """

    def get_user(self, user_id: Any) -> User | None:
        people: UserQuerySet = User.objects.active().prefetch_related("role_assignments")
        return people.filter(pk=user_id).first()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What allauth keeps of a second factor lies encrypted."""

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host that people use, whatever other names the portal answers to."""
        return {"id": settings.PUBLIC_HOST, "name": "DR Portal"}

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)


class ProvidersAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth ends where it knows what a provider has said: accounts, sessions and pages are the portal's own."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        raise Answered(sociallogin.account.extra_data, sociallogin.state)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> NoReturn:
        raise failed(error, exception)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Nobody is made of what a provider says before the portal has looked at it."""
        return sociallogin.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False
