"""How currencies are written beside amounts."""

import re

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
WRITTEN = "|".join([*map(re.escape, SIGNS.values()), rf"\b(?:{'|'.join(SIGNS)})\b"])
"""A pattern that finds a currency beside a number as people type it; letters count in either case."""


def sign(code: str) -> str:
    """The sign of a currency, or its three letters where readers might not know the sign: `EUR` is “€”."""
    return SIGNS.get(code, code)
