"""Speaking OpenID Connect with a provider: allauth does it, with state, PKCE, and checks of the ID token."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException

from accounts.services.identity.claims import Recognised, UnusableClaims, recognised
from accounts.services.identity.provider import Provider

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
# Answers of any shape: allauth reads them as it expects them, and says so when a name or an address is too long.
WHAT_PROVIDERS_CAUSE = (
    RequestException, OAuth2Error, LookupError, TypeError, ValueError, AttributeError, ImproperlyConfigured,
    ImmediateHttpResponse,
)  # fmt: skip


class NotRecognised(Exception):
    """The provider did not say who somebody is; `cancelled`: because they themselves called it off there."""

    def __init__(self, reason: object, *, cancelled: bool = False) -> None:
        super().__init__(reason)
        self.cancelled = cancelled


class Answered(Exception):
    """What the provider has said, on its way from allauth's flow to ours: there it ends."""

    def __init__(self, said: dict[str, object], state: dict[str, object]) -> None:
        super().__init__()
        self.said = said
        self.state = state


class _Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One sign-in at one provider."""

    def __init__(self, request: HttpRequest, provider: Provider) -> None:
        super().__init__(request, provider.key)
        self.described = provider

    def get_provider(self) -> OpenIDConnectProvider:
        said = self.described
        options = {"server_url": said.issuer.rstrip("/"), "scope": list(said.scopes)}
        app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=said.key,
            name=said.name,
            client_id=said.client_id,
            secret=said.client_secret,
            settings=options,
        )
        return _Partner(self.request, app=app, conversation=self)

    @property
    def openid_config(self) -> dict[str, object]:
        """Raises OAuth2Error when another issuer answers, or one that would be spoken with in the clear."""
        config: dict[str, object] = super().openid_config
        issuer = self.described.issuer
        if config.get("issuer") != issuer:
            raise OAuth2Error(f"the issuer {issuer} calls itself {config.get('issuer')!r}")
        for name in ENDPOINTS:
            if urlsplit(str(config.get(name, ""))).scheme not in {"https", urlsplit(issuer).scheme}:
                raise OAuth2Error(f"the {name} of {issuer} is missing or not encrypted")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return callback_url(self.described)


class _Partner(OpenIDConnectProvider):  # type: ignore[misc]
    def __init__(self, request: HttpRequest, app: SocialApp, conversation: _Conversation) -> None:
        super().__init__(request, app=app)
        self.conversation = conversation

    def get_oauth2_adapter(self, request: HttpRequest) -> _Conversation:
        return self.conversation


def callback_url(provider: Provider) -> str:
    """Where the provider sends people back to; it has to know this address beforehand."""
    return f"{settings.PUBLIC_URL}{reverse('accounts:provider_callback', args=[provider.key])}"


def begin(request: HttpRequest, provider: Provider, next_path: str) -> str:
    """Where to send somebody who wants to sign in there. Raises NotRecognised when the provider does not answer."""
    nonce = secrets.token_urlsafe(32)
    partner = _Conversation(request, provider).get_provider()
    try:
        answer = partner.redirect(
            request, process=AuthProcess.LOGIN, next_url=next_path, data=nonce, auth_params={"nonce": nonce}
        )
    except WHAT_PROVIDERS_CAUSE as error:
        raise NotRecognised(error) from error
    return str(answer.headers["Location"])


def finish(request: HttpRequest, provider: Provider) -> tuple[Recognised, str]:
    """Who came back from there, and the page that was wanted. Raises NotRecognised."""
    view = OAuth2CallbackView.adapter_view(_Conversation(request, provider))
    try:
        view(request)
    except Answered as answer:
        return recognised_in(provider, answer), str(answer.state.get("next") or "")
    except WHAT_PROVIDERS_CAUSE as error:
        raise NotRecognised(error) from error
    raise NotRecognised("allauth went another way")


def recognised_in(provider: Provider, answer: Answered) -> Recognised:
    """Raises NotRecognised. The ID token carries what we sent off with, so that no code of another's fits here."""
    id_token, userinfo = answer.said.get("id_token"), answer.said.get("userinfo")
    if not isinstance(id_token, dict) or not isinstance(userinfo, dict):
        raise NotRecognised("there is no ID token, or no userinfo")
    if not constant_time_compare(str(id_token.get("nonce")), str(answer.state.get("data"))):
        raise NotRecognised("the ID token was not made for this sign-in")
    try:
        return recognised(provider, id_token=id_token, userinfo=userinfo)
    except UnusableClaims as error:
        raise NotRecognised(error) from error


def failed(error: str | None, exception: Exception | None) -> NotRecognised:
    """What allauth says about a sign-in that did not come to its end."""
    return NotRecognised(exception or error or "unknown", cancelled=error == AuthError.CANCELLED)
