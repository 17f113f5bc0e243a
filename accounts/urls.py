"""Addresses about signing in, oneself, and people."""

from django.urls import path

from accounts.views import (
    language,
    links,
    mail_links,
    passkeys,
    people,
    personal_data,
    profile,
    providers,
    second_factor,
    sessions,
    sign_in,
    trail,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/demo/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("sign-in/link/", links.send_link, name="send_link"),
    # drportal.logs hides what follows /sign-in/link/ and /sign-in/mail/ wherever it is logged.
    path("sign-in/link/<str:token>/", links.follow_link, name="follow_link"),
    path("sign-in/mail/<str:token>/", mail_links.follow, name="follow_mail_link"),
    path("sign-in/second/", second_factor.pass_it, name="second_factor_pass"),
    path("sign-in/second/passkey/", passkeys.pass_it, name="passkey_pass"),
    path("sign-in/second/passkey/options/", passkeys.options_to_pass, name="passkey_options_to_pass"),
    path("sign-in/with/<slug:provider_key>/", providers.begin, name="provider_begin"),
    path("sign-in/with/<slug:provider_key>/back/", providers.callback, name="provider_callback"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("language/", language.set_language, name="set_language"),
    path("profile/", profile.profile, name="profile"),
    path("profile/password/", profile.password, name="password"),
    path("profile/sessions/", sessions.sessions, name="sessions"),
    path("profile/second-factor/", second_factor.overview, name="second_factor"),
    path("profile/second-factor/app/", second_factor.app, name="second_factor_app"),
    path("profile/second-factor/passkey/", passkeys.add, name="passkey_add"),
    path("profile/second-factor/passkey/options/", passkeys.options_to_add, name="passkey_options_to_add"),
    path("profile/second-factor/passkey/<int:pk>/remove/", passkeys.remove, name="passkey_remove"),
    path("profile/second-factor/codes/", second_factor.codes, name="recovery_codes"),
    path("profile/second-factor/remove/", second_factor.remove, name="second_factor_remove"),
    path("profile/data/", personal_data.own, name="own_data"),
    path("people/<int:pk>/data/", personal_data.of_person, name="person_data"),
    path("people/<int:pk>/erase/", personal_data.erase, name="person_erase"),
    path("trail/", trail.trail, name="trail"),
    path("trail/verify/", trail.verify, name="trail_verify"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_create, name="person_create"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/identities/", people.forget_identities, name="forget_identities"),
    path("people/<int:pk>/second-factor/", second_factor.remove_of_person, name="person_second_factor_remove"),
]
