"""How currencies are written beside amounts."""

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def sign(code: str) -> str:
    """The sign of a currency, or its three letters where readers might not know the sign: `EUR` is “€”."""
    return SIGNS.get(code, code)
