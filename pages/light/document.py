"""An outline as one HTML document without a script: pictures as SVG, tables as tables, the look inside."""

from dataclasses import replace
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import segno

from dx_metrics.charts import headline
from dx_metrics.charts.caption import period_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.heat import WAY_ON
from dx_metrics.charts.svg import plot
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from pages.elements.exhibit import LOST
from pages.elements.table import rows
from pages.elements.tiles import tiles_html
from pages.light import outline as outlines
from pages.light.outline import Outline, outline, pages
from pages.light.preview import tags
from pages.light.ways import linked
from pages.routes import assets
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose_level import near
from pages.shared.choose_unit import LISTED
from pages.shared.exhibits import EXHIBITS

TYPED = "tim"
"""What is typed to find a commune, where there are too many to list."""
WIDTH = 400
"""Pixels a chart is drawn for: letters stay readable on a phone, and grow on a screen."""
MOST_ROWS = 60
"""Rows of a table on the page; the file behind its link has all."""
LOOK = ("elements.css", "charts.css", "merged.css", "lost.css", "quality.css", "follow_up.css")
LOOK += ("light.css",)


def document(release: Release, drawn: Outline, *, pinned: bool, strip: str = "", base: str = "") -> str:
    """The whole page. `strip` is HTML to stand above everything: what changed since the link was made.

    `base` is where this server is found, without a slash at the end: for chats, and for paper.
    """
    view = drawn.view
    query = urlencode(options.parameters_of(view, release if pinned else None))
    about = release.about
    where = f"{about['place']} · {period_name(release, view)}"
    note = ""
    if about.get("illustrative"):
        note = f'<p class="note"><b>Số liệu minh họa.</b> {escape(about.get("illustrative_note", ""))}</p>'
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(drawn.title)} · {escape(where)}</title>{tags(release, drawn, base)}"
        f'<link rel="icon" href="data:,"><style>{look()}{_look_of_strip() if strip else ""}</style></head><body>{strip}'
        f'<header><p class="where">{escape(where)} · Bản công bố {escape(release.id)}</p>'
        f"<h1>{escape(drawn.title)}{_chosen(release, view)}</h1>"
        f'<p><a class="go" href="/{drawn.page}?{escape(query)}">Mở bản tương tác</a></p>{note}</header>'
        f"<main>{body(release, drawn)}</main>{_choices(release, drawn, pinned=pinned)}{_menu(release, drawn, query)}"
        f"<footer><p>{escape(str(about.get('office') or about['title']))}. Trang không cần JavaScript, in được. "
        f'<a href="/xem/du-lieu-mo">Dữ liệu mở</a></p>{_code(release, drawn, base)}</footer></body></html>'
    )


def body(release: Release, drawn: Outline) -> str:
    """The verdict, the headline numbers and every exhibit."""
    parts = []
    if drawn.headline:
        said = ask(headline.verdict, release, drawn.view)
        parts.append(f'<p class="verdict"><b>{escape(said[0])}</b> {escape(" ".join(said[1:]))}</p>')
        parts.append(tiles_html(ask(headline.numbers, release, drawn.view)))
    parts += [section(release, ask(EXHIBITS[name], release, drawn.view), drawn.view) for name in drawn.exhibits]
    return "".join(parts)


def section(release: Release, exhibit: Exhibit, view: View) -> str:
    """One exhibit: finding, picture, words, table, caption."""
    picture = plot(exhibit.figure, WIDTH) if exhibit.figure else linked(release, exhibit, view)
    told = (*exhibit.notes, WAY_ON) if LOST in exhibit.drawing else exhibit.notes
    notes = "".join(f"<p>{escape(note)}</p>" for note in told)
    return (
        f'<section class="dx-exhibit" id="{exhibit.name}"><h2>{escape(exhibit.title)}</h2>'
        f'<div class="dx-picture">{picture}</div><p class="words">{escape(exhibit.words)}</p>'
        f"{_table(release, exhibit, view)}"
        f"<figcaption><p>{escape(exhibit.caption)}</p>{notes}</figcaption></section>"
    )


@lru_cache(maxsize=1)
def look() -> str:
    """Our styles, as they stand in the page."""
    return "\n".join((assets.FOLDER / name).read_text("utf-8") for name in LOOK)


def _look_of_strip() -> str:
    """Before and after are tables of the kind that an upload is shown with."""
    return (assets.FOLDER / "upload.css").read_text("utf-8")


def _table(release: Release, exhibit: Exhibit, view: View) -> str:
    if exhibit.table.empty:
        return ""
    shown = rows(exhibit.table.head(MOST_ROWS))
    columns = "".join(
        f'<th scope="col"{_number(column["number"])}>{escape(column["name"])}</th>' for column in shown["columns"]
    )
    lines = []
    for cells, code in zip(shown["rows"], shown["codes"], strict=True):
        line = ""
        for at, (cell, column) in enumerate(zip(cells, shown["columns"], strict=True)):
            words = escape(cell)
            if code and at == shown["head"]:
                there = urlencode(options.parameters_of(options.looking_at(view, unit=code), release))
                words = f'<a href="/xem/ho-so?{escape(there)}">{words}</a>'
            line += f"<td{_number(column['number'])}>{words}</td>"
        lines.append(f"<tr>{line}</tr>")
    whole = urlencode(options.parameters_of(view, release))
    more = f"{len(exhibit.table) - MOST_ROWS} dòng nữa trong tệp: " if len(exhibit.table) > MOST_ROWS else ""
    return (
        f'<details><summary>Bảng số liệu</summary><div class="dx-table"><table><thead><tr>{columns}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div><p>{more}"
        f'<a href="/tai/{exhibit.name}.csv?{escape(whole)}">CSV</a> · '
        f'<a href="/tai/{exhibit.name}.xlsx?{escape(whole)}">Excel</a></p></details>'
    )


def _number(yes: bool) -> str:
    return ' class="dx-number"' if yes else ""


def _code(release: Release, drawn: Outline, base: str) -> str:
    """The QR code that brings a sheet of paper, or another phone, to this very view."""
    if not base:
        return ""
    address = f"{base}/xem/{drawn.page}?{urlencode(options.parameters_of(drawn.view, release))}"
    picture = segno.make(address, error="l", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return (
        f'<figure class="code">{picture}<figcaption>Mở đúng trang này, giữ nguyên số của bản {escape(release.id)}: '
        f'<a href="{escape(address)}">{escape(address)}</a></figcaption></figure>'
    )


def _chosen(release: Release, view: View) -> str:
    return "" if view.unit == ALL else f": {escape(options.units(release, view.period).get(view.unit, view.unit))}"


def _choices(release: Release, drawn: Outline, *, pinned: bool) -> str:
    """Other periods and communes: a plain form."""
    view = drawn.view
    own = drawn.page in outlines.SHOWN  # the page of a theme looks at no other one
    levels = near(release, view.period, view.level)
    units, word = options.units(release, view.period), str(release.about["unit_word"]).capitalize()
    boxes = (
        ("Bộ chỉ số", options.SERIES, options.series(release), view.series),
        # A round stands where it stands: on its page another round is chosen, not another period.
        ("Kỳ chấm", options.JUDGED, options.judged(release), view.judged)
        if drawn.page == "cchc" and view.judged
        else ("Kỳ", options.PERIOD, options.periods(release, view.series), view.period),
        *([("Cấp", options.LEVEL, levels, view.level or ALL)] if len(levels) > 1 else []),
        *([("Trụ cột", options.THEME, options.themes(release, view.series, view.period), view.theme)] if own else []),
        *([(word, options.UNIT, units, view.unit)] if len(units) <= LISTED else []),
    )
    fields = "".join(_box(*box) for box in boxes)
    if len(units) > LISTED:
        fields += f'<label>{escape(word)}<input name="{TYPED}" placeholder="Tên, mã hoặc tỉnh" maxlength="80"></label>'
    kept = options.parameters_of(replace(view, day=view.day if pinned else ""), release if pinned else None)
    for _, name, _, _ in boxes:
        kept.pop(name, None)
    keep = "".join(f'<input type="hidden" name="{name}" value="{escape(said)}">' for name, said in kept.items())
    begin = f'<form method="get" role="search" aria-label="Chọn kỳ và đơn vị" action="/xem/{drawn.page}">'
    return f"{begin}{fields}{keep}<button>Xem</button></form>"


def _box(label: str, name: str, choices: dict[str, str], chosen: str) -> str:
    listed = "".join(
        f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>{escape(words)}</option>'
        for code, words in choices.items()
    )
    return f'<label>{escape(label)}<select name="{name}">{listed}</select></label>'


def _menu(release: Release, drawn: Outline, query: str) -> str:
    links = "".join(
        f'<li><a href="/xem/{page}?{escape(query)}"{_here(page == drawn.page)}>{escape(title)}</a></li>'
        for page, title in pages(release, drawn.view).items()
    )
    return f'<nav aria-label="Trang"><ul>{links}</ul></nav>'


def _here(yes: bool) -> str:
    return ' aria-current="page"' if yes else ""


__all__ = ["body", "document", "outline"]
