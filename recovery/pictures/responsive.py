"""One picture in two widths: the style sheet shows the one that its place has room for."""


def responsive(wide: str, narrow: str) -> str:
    """HTML of both, of which a place wider than 32 rem shows the first and any other place the second.

    The hidden one is hidden from screen readers too. The two need different ids. For pages only.
    """
    return (
        '<div class="picture-place">'
        f'<div class="picture-wide">{wide}</div><div class="picture-narrow">{narrow}</div></div>'
    )
