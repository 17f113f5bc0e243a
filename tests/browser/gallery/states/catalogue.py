"""The systems: their list, their pages, and how they come in and change."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot


def press(name: str):
    """Press a form's button as it is: its page comes back and says what is missing."""

    def pressed(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()

    return pressed


def bring_nonsense(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.csv", "mimeType": "text/csv", "buffer": b'Name,Purpose\n"never closed,x\n'}
    )
    press("Look at the file")(page)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")


def fill_nonsense(page: Page) -> None:
    page.get_by_label("How far may the live copy be behind?").fill("a little")
    page.get_by_label("A copy every").fill("daily")
    press("Save")(page)


def remove_a_drill(page: Page) -> None:
    page.locator(".exercises").get_by_role("link", name="Remove").first.click()
    press("Remove the drill")(page)


SHOTS = (
    Shot("catalogue", "architect", "/systems/", docs=(("wide", "light"),)),
    Shot("catalogue-empty", "architect", "/systems/", portal="empty"),
    Shot("catalogue-nothing-mine", "newcomer", "/systems/"),
    Shot("catalogue-filtered", "architect", "/systems/?q=pay&blocking=on"),
    Shot("catalogue-none-found", "architect", "/systems/?q=zeppelin"),
    Shot("catalogue-owner", "payments.owner", "/systems/"),
    Shot(
        "system",
        "architect",
        "/systems/payments/",
        docs=(("wide", "light"), ("wide", "dark"), ("narrow", "light")),
    ),
    Shot("system-opened", "architect", "/systems/payments/", open_all),
    Shot("system-owner", "payments.owner", "/systems/payments/"),
    Shot("system-manager", "manager", "/systems/payments/"),
    Shot("system-approved", "architect", "/systems/identity/"),
    Shot("system-contradicted-since", "architect", "/systems/recommendations/"),
    Shot("system-returned", "payments.owner", "/systems/chargebacks/"),
    Shot("system-not-asked", "architect", "/systems/customs/"),
    Shot("system-asked", "architect", "/systems/warehouse-scanner/"),
    Shot("system-no-data", "architect", "/systems/api-gateway/"),
    Shot("system-calculating", "architect", "/systems/night-jobs/"),
    Shot("system-newer", "architect", "/systems/expenses/"),
    Shot("system-failed", "architect", "/systems/archive/"),
    Shot("system-retired", "architect", "/systems/intranet/"),
    Shot("system-new", "architect", "/systems/new/"),
    Shot("system-new-refused", "architect", "/systems/new/", press("Save")),
    Shot("system-edit", "architect", "/systems/payments/edit/"),
    Shot("system-retire", "architect", "/systems/payments/retire/"),
    Shot("dependencies", "architect", "/systems/payments/dependencies/"),
    Shot("dependencies-none", "architect", "/systems/customs/dependencies/"),
    Shot("dependencies-refused", "architect", "/systems/customs/dependencies/", press("Add")),
    Shot("protection", "architect", "/systems/payments/protection/"),
    Shot("protection-none", "architect", "/systems/customs/protection/"),
    Shot("protection-refused", "architect", "/systems/customs/protection/", fill_nonsense),
    Shot("protection-asked", "architect", "/systems/loyalty/"),
    Shot("drill", "architect", "/systems/payments/exercises/new/"),
    Shot("drill-refused", "architect", "/systems/payments/exercises/new/", press("Save")),
    Shot("drill-removal", "architect", "/systems/payments/", remove_a_drill),
    Shot("import", "architect", "/systems/import/"),
    Shot("import-refused", "architect", "/systems/import/", bring_nonsense),
    Shot("import-preview", "architect", "/systems/import/{preview}/"),
    Shot("import-done", "architect", "/systems/import/{imported}/"),
)
