"""In a real browser: an organisation's account, passkeys of a virtual authenticator, an app's codes without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import light_and_dark
from tests.browser.conftest import run_portal
from tests.browser.running_portal import RunningPortal

PERSON, PASSWORD = "keys@example.org", "a long walk by the sea"
DESCRIBED = """
[corp]
name = "Corp account"
issuer = "http://localhost:{port}"
client_id = "portal"
client_secret = "only for tests"
roles_claim = "groups"
roles = {{dr = "owner"}}
creates_people = true
"""
pytestmark = pytest.mark.xdist_group("identity")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    there = User(
        sub="ana", claims={"email": "ana@example.org", "email_verified": True, "groups": ["dr"], "name": "Ana"}
    )
    with run_server_in_thread(user_claims=[there]) as provider:
        described = DESCRIBED.format(port=provider.server_port)
        for running in run_portal(tmp_path_factory.mktemp("identity"), demo=False, SIGN_IN_PROVIDERS=described):
            for email in (PERSON, "app@example.org"):
                running.manage("create_person", "--email", email, "--role", "administrator")
                give = f"p = User.objects.get(email={email!r}); p.set_password({PASSWORD!r}); p.save()"
                running.manage("shell", "-v", "0", "-c", f"from accounts.models import User; {give}")
            yield running


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no script"])
def test_an_organisation_s_account_leads_there_and_back(
    scripts: bool, portal: RunningPortal, new_page: Callable[..., Page]
):
    """The policy of our pages lets no form go to another host, so a page leads on by itself."""
    page = new_page("narrow", java_script_enabled=scripts)
    page.goto("/sign-in/?next=/profile/")
    page.get_by_role("button", name="Sign in with Corp account").press("Enter")
    page.wait_for_url("**/oauth2/authorize**")
    page.get_by_role("button", name="ana", exact=True).click()
    expect(page.get_by_role("heading", name="Your profile")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Ana")


def sign_in(page: Page, email: str, next_path: str) -> None:
    page.goto(f"/sign-in/?next={next_path}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_made_and_shown(portal: RunningPortal, new_page: Callable[..., Page]):
    page = new_page("narrow")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    phone = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": phone})["authenticatorId"]
    sign_in(page, PERSON, "/profile/second-factor/")
    page.get_by_role("link", name="Make a passkey").click()
    light_and_dark(page)
    page.get_by_label("Name").fill("Phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    light_and_dark(page)
    assert page.locator(".codes li").count() == 10
    page.goto("/profile/second-factor/")
    expect(page.get_by_text("Passkey: Phone")).to_be_visible()
    light_and_dark(page)
    page.context.clear_cookies()
    sign_in(page, PERSON, "/people/")
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    light_and_dark(page)
    page.get_by_role("button", name="Use your passkey").press("Enter")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    # Another device does not have it, and says so beside the button.
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": phone})
    page.context.clear_cookies()
    sign_in(page, PERSON, "/people/")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_text("That did not work. Try again, or type a code.")).to_be_visible()
    expect(page).to_have_url(re.compile("/sign-in/second/"))


def test_an_app_works_without_scripts(portal: RunningPortal, new_page: Callable[..., Page]):
    page = new_page("narrow", java_script_enabled=False)
    sign_in(page, "app@example.org", "/profile/second-factor/app/")
    secret = page.locator("code").inner_text()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    for _ in range(2):  # half a minute may end meanwhile
        page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
        page.get_by_role("button", name="Switch it on").click()
        if page.get_by_role("heading", name="Keep these recovery codes").is_visible():
            break
    code = page.locator(".codes code").first.inner_text()
    page.context.clear_cookies()
    sign_in(page, "app@example.org", "/people/")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
