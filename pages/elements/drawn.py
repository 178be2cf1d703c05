"""HTML and SVG made by the server, with shapes that can be clicked."""

from pages.elements.module import as_sent, component

_mount = component("drawn", '<div class="dx-drawn"></div>')


def drawn(html: str, *, key: str, link: str = "") -> None:
    """Show `html`, already escaped.

    With `link`, an address with `{code}` in it, a click on what bears `data-code` leads there.
    """
    _mount(key=key, data=as_sent({"html": html, "link": link}))
