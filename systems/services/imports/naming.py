"""Names for systems of lists that have vendors and products, but no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

LONGEST_BUILT = 44
WEAK_ENDINGS = frozenset(
    ["a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def built_name(vendor: str, product: str, purpose: str) -> str:
    """“Springbrook” twice is “Springbrook”. Without a product the purpose tells the systems of a vendor apart."""
    if vendor and product:
        same = product.lower().startswith(vendor.lower()) or vendor.lower().startswith(product.lower())
        return product if same else f"{vendor} {product}"
    if vendor and purpose:
        return f"{vendor}: {beginning(purpose)}"
    return vendor or product or beginning(purpose)


def beginning(purpose: str) -> str:
    """The first words of a sentence, ended where they can end."""
    text = " ".join(purpose.split())
    if len(text) <= LONGEST_BUILT:
        return text.rstrip(".,;: ")
    words = text[: LONGEST_BUILT + 1].rsplit(" ", 1)[0].split()
    while len(words) > 1 and words[-1].lower().strip(".,;:") in WEAK_ENDINGS:
        words.pop()
    cut = " ".join(words)[:LONGEST_BUILT]
    clause = max(cut.rfind(sign) for sign in ",;.")
    return (cut[:clause] if clause > len(cut) // 2 else cut).rstrip(".,;: ")


def told_apart(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Final names for rows of (built name, unit, purpose).

    Rows of one unit that would be called the same although they serve different purposes say the purpose too, all of
    them: so the names do not depend on the order of the rows.
    """
    purposes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, unit, purpose in rows:
        purposes[name.lower(), unit.lower()].add(purpose.lower())
    return [
        f"{name}: {beginning(purpose)}" if purpose and len(purposes[name.lower(), unit.lower()]) > 1 else name
        for name, unit, purpose in rows
    ]
