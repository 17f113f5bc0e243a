"""The texts are looked at where people meet them: on the pages of the same company."""

from __future__ import annotations

from tests.pages.conftest import ask, browsers, company, url_of

__all__ = ["ask", "browsers", "company", "url_of"]
