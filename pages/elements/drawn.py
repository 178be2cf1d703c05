"""HTML and SVG made by the server, with shapes that can be clicked."""

from pages.elements.module import component, nothing

_mount = component("drawn", '<div class="dx-drawn"></div>')


def drawn(html: str, *, key: str, link: str = "") -> str | None:
    """Show `html`, already escaped; the `data-code` of what was clicked or entered, once, else None.

    With `link`, an address with `{code}` in it, a click leads there instead.
    """
    return _mount(key=key, data={"html": html, "link": link}, on_picked_change=nothing).picked
