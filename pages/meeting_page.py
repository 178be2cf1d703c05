"""The page of meeting mode: one slide, the bar below it, the help; without a script it is turned by its links."""

from html import escape

from dx_metrics.meeting.sequence import Sequence
from dx_metrics.store import Release
from pages.light.document import LOOK
from pages.routes.assets import address

STYLES = (*(name for name in LOOK if name != "light.css"), "meeting.css")
KEYS = (
    ("→ ↓ Dấu cách, PageDown", "phần sau (bút trình chiếu cũng vậy)"),
    ("← ↑ PageUp", "phần trước"),
    ("Home, End", "phần đầu, phần cuối"),
    ("t", "bảng số liệu của phần đang xem"),
    ("b hoặc .", "màn hình đen, bấm lần nữa để hiện lại"),
    ("f", "toàn màn hình"),
    ("?", "trang trợ giúp này; Esc để đóng"),
    ("Vuốt ngang", "trên điện thoại: phần trước, phần sau"),
)


def page_html(
    sequence: Sequence, release: Release, number: int, slide: str, *, base: str, query: str, token: str, presents: bool
) -> str:
    """`slide` is its HTML; `base` and `query` make the addresses of the others; `token` is that of forms."""
    styles = "".join(f'<link rel="stylesheet" href="{served(name)}">' for name in ("dx.css", *STYLES))
    follows = "" if query else f' data-follow="{base}/vi-tri"'
    presenter = f' data-token="{escape(token)}"' if presents else ""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(sequence.name)} · {number}/{len(sequence.slides)}</title>"
        f'<link rel="icon" type="image/svg+xml" href="{served("favicon.svg")}">{styles}'
        f'<script defer src="{served("meeting.js")}"></script></head>'
        f'<body class="mt" data-count="{len(sequence.slides)}" data-base="{base}" data-query="{escape(query)}"'
        f' data-minutes="{sequence.minutes}"{follows}{presenter}>'
        f'<main id="mt-stage" tabindex="-1">{slide}</main>'
        f"{bar(sequence, number, base=base, query=query, follows=bool(follows), presents=presents)}{HELP}"
        '<div id="mt-blank" hidden></div><div id="mt-tip" role="status" hidden></div></body></html>'
    )


def bar(sequence: Sequence, number: int, *, base: str, query: str, follows: bool, presents: bool) -> str:
    """Back, where we are, on; whom to follow; the clock."""
    last = len(sequence.slides)
    before = _way(base, query, max(1, number - 1), "mt-before", "Phần trước", "‹", off=number == 1)
    after = _way(base, query, min(last, number + 1), "mt-after", "Phần sau", "›", off=number == last)
    following = '<button id="mt-follow" aria-pressed="false" hidden>Theo người trình bày</button>' if follows else ""
    presenting = '<button id="mt-present" aria-pressed="false" hidden>Trình bày</button>' if presents else ""
    return (
        f'<nav class="mt-bar" aria-label="Trình chiếu">{before}'
        f'<span class="mt-place"><span id="mt-number">{number}</span>/{last}</span>{after}'
        f'<span id="mt-clock" hidden></span><span class="mt-room"></span>{following}{presenting}'
        '<button id="mt-table" hidden>Bảng</button><button id="mt-full" hidden>Toàn màn hình</button>'
        f'<button id="mt-help-on" aria-label="Trợ giúp" hidden>?</button>{_out(base, query)}</nav>'
    )


def served(name: str) -> str:
    """A static file of ours, from any depth of address."""
    return "/" + address(name).removeprefix("./")


def _way(base: str, query: str, number: int, id: str, words: str, mark: str, *, off: bool) -> str:
    there = f"{base}/{number}" + (f"?{query}" if query else "")
    rest = ' aria-disabled="true"' if off else ""
    return f'<a id="{id}" href="{escape(there)}" aria-label="{words}"{rest}>{mark}</a>'


def _out(base: str, query: str) -> str:
    if not base:
        return ""
    return '<a class="mt-out" href="/hop">Thoát</a>' if not query else '<a class="mt-out" href="/">Thoát</a>'


HELP = (
    '<dialog id="mt-help" aria-labelledby="mt-help-title"><h2 id="mt-help-title">Phím tắt</h2><dl>'
    + "".join(f"<dt>{escape(keys)}</dt><dd>{escape(what)}</dd>" for keys, what in KEYS)
    + '</dl><form method="dialog"><button>Đóng</button></form></dialog>'
)
