"""One line of the table of states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Look = tuple[str, str]
"""A size and a theme: ("wide", "dark")."""


@dataclass(frozen=True)
class Shot:
    """A page as one person sees it.

    `who` is a name that the company knows (the first part of an e-mail address), or nobody. In `path` stand names of
    places in braces. `then` brings the page into the state that is meant. `docs` are the looks that the documentation
    shows; there the picture ends where the screen ends.
    """

    name: str
    who: str
    path: str
    then: Callable[[Page], object] | None = None
    docs: tuple[Look, ...] = ()
    portal: str = "company"
    scripts: bool = True
