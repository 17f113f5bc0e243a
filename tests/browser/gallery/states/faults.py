"""When something is not there, not allowed, or broken."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot


def send(fields: int):
    """A form without the hidden word that belongs to it, with so many fields."""

    def sent(page: Page) -> None:
        page.evaluate(
            """count => { const form = document.createElement('form'); form.method = 'post'; form.action = '/profile/';
            for (let i = 0; i < count; i++) { const each = document.createElement('input'); each.name = 'f' + i;
            form.append(each); } document.body.append(form); form.submit(); }""",
            fields,
        )
        page.wait_for_url("**/profile/")
        page.wait_for_load_state()

    return sent


SHOTS = (
    Shot("fault-400", "payments.owner", "/to-do/", send(1_100)),
    Shot("fault-403", "payments.owner", "/people/"),
    Shot("fault-403-form", "payments.owner", "/to-do/", send(1)),
    Shot("fault-404", "payments.owner", "/systems/nothing/"),
    Shot("fault-404-signed-out", "", "/nothing/"),
    Shot("fault-500", "architect", "/systems/broken/"),
)
