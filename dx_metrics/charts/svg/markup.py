"""Our own drawings (HTML and SVG made by the server) read back, to be drawn anew where no browser is."""

import re
from collections.abc import Iterator

from lxml import html

Element = html.HtmlElement
WITH_CAPITALS = ("viewBox", "preserveAspectRatio", "patternUnits", "patternTransform", "textLength")
AS_SVG: dict[str, str] = {name.lower(): name for name in WITH_CAPITALS}
"""Reading HTML lowers what SVG writes with capitals."""
SCREEN_ONLY = re.compile(r"class|role|tabindex|data-(?!told$).*|aria-.*")
"""What means nothing in a still picture. `data-told` is what a slide says of a mark that is pointed at."""
LOOKS = {
    "polyline": {"fill": "none", "stroke": "#CBD3DA", "stroke-width": "1"},
    "text": {"font-size": "11", "fill": "#5B6875"},
    "polygon.band": {"fill": "#DDE3E8"},
    "polyline.median": {"stroke": "#5B6875", "stroke-width": "1.6", "stroke-dasharray": "4 3"},
    "polyline.chosen": {"stroke": "#12436D", "stroke-width": "2.6"},
    "polyline.merged": {"stroke": "#12436D", "stroke-width": "1.6", "stroke-dasharray": "2 3"},
    "circle.median": {"fill": "#5B6875"},
    "circle.chosen": {"fill": "#12436D"},
    "circle.merged": {"fill": "#fff", "stroke": "#12436D", "stroke-width": "1.4"},
    "text.end": {"font-weight": "600", "fill": "#1B2733"},
}
"""What the style sheets say of shapes that carry a class only (`charts.css`, `merged.css`)."""


def read(drawing: str) -> Element:
    """The drawing under one element."""
    return html.fragment_fromstring(drawing, create_parent="div")


def kinds(element: Element) -> set[str]:
    """The classes of an element."""
    return set((element.get("class") or "").split())


def words(element: Element | None) -> str:
    """All text inside, spaces as one."""
    return " ".join(element.text_content().split()) if element is not None else ""


def first(element: Element, name: str) -> Element | None:
    """The first element of a class, or of a tag, below this one."""
    below = (inner for inner in element.iter() if isinstance(inner.tag, str) and inner is not element)
    return next((inner for inner in below if inner.tag == name or name in kinds(inner)), None)


def declared(element: Element) -> dict[str, str]:
    """The style attribute by property."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def box(svg: Element) -> tuple[float, float]:
    """Width and height of an SVG in its own units."""
    sides = (svg.get("viewbox") or svg.get("viewBox") or "").split()
    if len(sides) == 4:
        return float(sides[2]), float(sides[3])
    return float(svg.get("width") or 300), float(svg.get("height") or 150)


def nested(svg: Element, x: float, y: float, width: float, height: float) -> str:
    """An SVG as a part of another one, at that place and size, its look written into it."""
    for element in _below(svg):
        looks = LOOKS.get(element.tag, {}) if kinds(element) or element.tag == "text" else {}
        for kind in kinds(element):
            looks = looks | LOOKS.get(f"{element.tag}.{kind}", {})
        for name, value in looks.items():
            if element.get(name) is None:
                element.set(name, value)
    for element in [svg, *_below(svg)]:
        for name in list(element.attrib):
            if SCREEN_ONLY.fullmatch(str(name)):
                del element.attrib[name]
            elif name in AS_SVG:
                element.set(AS_SVG[str(name)], element.attrib.pop(name))
    for name, value in {"x": x, "y": y, "width": width, "height": height}.items():
        svg.set(name, f"{value:.1f}")
    return html.tostring(svg, encoding="unicode", method="xml", with_tail=False)


def _below(svg: Element) -> Iterator[Element]:
    return (element for element in svg.iterdescendants() if isinstance(element.tag, str))
