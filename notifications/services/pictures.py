"""Pictures for mail: clients show PNG and no SVG, so the server's SVG is set by typst in the portal's own type."""

from __future__ import annotations

import functools

import typst
from django.conf import settings

PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: eval(sys.inputs.width) * 1pt)
"""
PIXELS_PER_POINT = 2


@functools.lru_cache(maxsize=64)
def png(svg: str, width: int) -> bytes:
    """The SVG as PNG, `width` CSS pixels wide at double density. Only the fonts in `static/fonts` are used."""
    fonts = settings.BASE_DIR / "static" / "fonts" / "source-sans-3"
    return bytes(
        typst.compile(  # type: ignore[call-overload]
            PAGE,
            format="png",
            ppi=72 * PIXELS_PER_POINT,
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"svg": svg, "width": str(width)},
        )
    )
