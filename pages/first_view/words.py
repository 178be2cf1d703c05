"""The little Markdown that our pages write, as HTML. Whatever else stands in a text is text."""

import re
from html import escape

MARKS = re.compile(
    r"\\(?P<plain>.)"
    r"|\*\*(?P<bold>.+?)\*\*"
    r"|`(?P<code>[^`]+)`"
    r"|:(?P<colour>[a-z]+)(?P<badge>-badge)?\[(?P<coloured>[^\]]*)\]"
    r"|\[(?P<label>[^\]]*)\]\((?P<address>[^)\s]*)\)",
    re.DOTALL,
)
ITEM = re.compile(r"(?:[-*]|(?P<number>\d+)\.)\s+(?P<words>.*)", re.DOTALL)
SAFE = re.compile(r"(?:/(?!/)|#|\?|https?://)")
"""How the addresses of links may begin."""


def blocks(text: str) -> str:
    """Paragraphs, lists and headings."""
    made: list[str] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.split("\n")
        if all(ITEM.fullmatch(line.strip()) for line in lines):
            found = [match for line in lines if (match := ITEM.fullmatch(line.strip()))]
            kind = "ol" if found[0]["number"] else "ul"
            items = "".join(f"<li>{inline(match['words'])}</li>" for match in found)
            made.append(f"<{kind}>{items}</{kind}>")
        elif heading := re.fullmatch(r"(#{1,6})\s+(.*)", part):
            level = len(heading[1])
            made.append(f"<h{level}>{inline(heading[2])}</h{level}>")
        else:
            made.append(f"<p>{inline(part)}</p>")
    return "".join(made)


def inline(text: str) -> str:
    """Bold, code, badges, colours and links inside a line."""
    made, at = [], 0
    for match in MARKS.finditer(text):
        made.append(escape(text[at : match.start()], quote=False))
        made.append(_marked(match))
        at = match.end()
    return "".join(made) + escape(text[at:], quote=False)


def _marked(match: re.Match[str]) -> str:
    if match["plain"] is not None:
        return escape(match["plain"], quote=False)
    if match["bold"] is not None:
        return f"<strong>{inline(match['bold'])}</strong>"
    if match["code"] is not None:
        return f"<code>{escape(match['code'], quote=False)}</code>"
    if match["colour"] is not None:
        look = "first-badge" if match["badge"] else "first-coloured"
        return f'<span class="{look}">{inline(match["coloured"])}</span>'
    if not SAFE.match(match["address"]):
        return inline(match["label"])
    return f'<a href="{escape(match["address"])}">{inline(match["label"])}</a>'
