"""What in a piece of HTML or SVG would run, or call another host, were it shown."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

RUNS = {"script", "iframe", "object", "embed", "base", "foreignobject", "animate", "set", "frame", "applet", "math"}
LOADS = {"src", "srcset", "poster", "data", "background", "xlink:href", "formaction"}
SCHEMES = ("javascript:", "vbscript:", "data:text")


def active(html: str, *, ours: bool = False) -> list[str]:
    """Elements and attributes that run or load; with `ours`, scripts named by files of this server may stand."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            given = {name: value or "" for name, value in attrs}
            own = ours and tag == "script" and ("src" not in given or not urlsplit(given["src"]).netloc)
            if tag in RUNS and not own:
                found.append(f"<{tag}>")
            for name, value in given.items():
                if name.startswith("on"):
                    found.append(f"{tag} {name}")
                if value.strip().lower().startswith(SCHEMES):
                    found.append(f"{tag} {name}={value[:40]}")
                if (name in LOADS or (tag == "image" and name == "href")) and urlsplit(value).netloc:
                    found.append(f"{tag} {name}={value[:60]}")
                if name == "style" and "url(" in value and "url(#" not in value:
                    found.append(f"{tag} style")

        handle_startendtag = handle_starttag

    Reader(convert_charrefs=True).feed(html)
    return found
