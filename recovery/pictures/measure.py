"""How wide a text comes out, so that labels can be laid out without a browser."""

_FIRST = " "
# Advance widths of Source Sans 3 Semibold from space to tilde, in thousandths of the type size.
_ADVANCES = (
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513,
    513, 513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597,
    502, 745, 657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516,
    563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748,
    481, 495, 443, 324, 255, 324, 513,
)  # fmt: skip
_PLAIN = str.maketrans("áéíóúñüÁÉÍÓÚÑÜ¿¡·–−€", "aeiounuAEIOUNU?!.nn0")
_OTHER = 1000
_SPARE = 1.12
"""Mail programs and print may fall back to a wider typeface such as Arial."""


def text_width(text: str, size: float) -> float:
    """An upper bound of the width of a line of text at a type size, in the unit of the size."""
    total = 0
    for sign in text.translate(_PLAIN):
        at = ord(sign) - ord(_FIRST)
        total += _ADVANCES[at] if 0 <= at < len(_ADVANCES) else _OTHER
    return total * size * _SPARE / 1000


def fit(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as the room holds with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
