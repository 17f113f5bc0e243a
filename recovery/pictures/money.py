"""Amounts of money for tight places."""

from recovery.numbers import with_signs

_STEPS = ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"))


def short_money(amount: float, currency: str = "€", language: str = "en") -> str:
    """An amount with at most three figures, such as "264 k€" or "1.2 M€"."""
    for size, letter in _STEPS:
        if amount / size >= 0.9995:
            scaled = amount / size
            figures = f"{scaled:.1f}".removesuffix(".0") if scaled < 10 else f"{scaled:.0f}"
            return f"{with_signs(figures, language)} {letter}{currency}"
    return f"{amount:.0f} {currency}"
