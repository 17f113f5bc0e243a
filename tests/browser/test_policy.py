"""The policy changed as architects do it: by keyboard, without scripts, on any screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("policy")
PEOPLE = """
import json
from accounts.models import User
from policies.actions.drafts import begin_draft
from tests.browser.answering_cast import session_of
architect = User.objects.create_user("architect@example.org", name="Ada Architect", roles=("architect",))
print(json.dumps({"session": session_of(architect), "draft": begin_draft(by=architect).pk}))
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    yield from run_portal(tmp_path_factory.mktemp("policy"), demo=False)


@pytest.fixture(scope="module")
def prepared(portal: RunningPortal) -> dict[str, Any]:
    return portal.told_by(PEOPLE)


@pytest.fixture
def edit(portal: RunningPortal, prepared: dict[str, Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(size: str, **options: Any) -> Page:
        page = new_page(size, **options)
        page.context.add_cookies([{"name": "session", "value": prepared["session"], "url": portal.url}])
        page.goto(f"/policy/drafts/{prepared['draft']}/edit/")
        return page

    return opened


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_of_the_editor_can_be_read_on_any_screen(edit, size, theme):
    page = edit(size, color_scheme=theme)
    expect(page.get_by_role("group", name="The clock of a recovery")).to_be_visible()
    expect(page.get_by_role("group", name="Live copies it can carry")).to_have_count(4)
    check_page(page)


def test_a_live_copy_is_added_and_carried_by_keys_alone_without_scripts(edit):
    page = edit("wide", java_script_enabled=False)
    press(page, "button[value='add:c']", "Enter")
    page.locator("#id_c3-names-en").focus()
    page.keyboard.type("Mirrored disks")
    for field, typed in (("best_point", "1 min"), ("share", "1")):
        page.locator(f"#id_c3-{field}").focus()
        page.keyboard.type(typed)
    page.locator("#id_c3-tier").focus()
    page.keyboard.press("ArrowDown")
    press(page, "#id_s1-copies_3", "Space")
    press(page, "#id_note", "Enter")
    expect(page.get_by_role("heading", name="What it changes")).to_be_visible()
    expect(page.get_by_role("row", name="Pilot light: live copies it can carry")).to_contain_text("Mirrored disks")


def press(page: Page, place: str, key: str) -> None:
    page.locator(place).focus()
    page.keyboard.press(key)
