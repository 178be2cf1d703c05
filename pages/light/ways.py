"""Where a drawing of the light page leads: names to their page, lost points to the form that makes them actions."""

import re
from html import escape, unescape
from urllib.parse import urlencode

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from pages.shared.options import looking_at, parameters_of, units

LINK = re.compile(r'<span role="link" data-code="([^"]*)"(?: data-criterion="([^"]*)")?>(.*?)</span>', re.DOTALL)
ABOVE = re.compile(r'<span role="link" data-level="([^"]*)">(.*?)</span>')
"""A parent among whose units one can stand."""
LEDGER = "so-diem-mat"
"""The exhibit whose links are criteria of the chosen commune."""


def linked(release: Release, exhibit: Exhibit, view: View) -> str:
    """The drawing with what the interactive page makes clickable as plain links, or as words where there is no way.

    Links that write go to the newest release, whatever this page pins: nothing is written into the past.
    """
    known = units(release, view.period)

    def way(found: re.Match[str]) -> str:
        code, criterion, words = unescape(found[1]), unescape(found[2] or ""), found[3]
        if exhibit.name == LEDGER:
            code, criterion = view.unit, code
        if code not in known:
            return words
        own = looking_at(view, unit=code)
        if not criterion:
            return f'<a href="/xem/ho-so?{escape(urlencode(parameters_of(own, release)))}">{words}</a>'
        told = urlencode(parameters_of(own) | {"tieu_chi": criterion})
        return f'<a href="/viec-phai-lam?{escape(told)}" title="Giao việc hoặc giải trình">{words}</a>'

    def above(found: re.Match[str]) -> str:
        there = parameters_of(looking_at(view, level=unescape(found[1]), unit=ALL), release)
        return f'<a href="/xem/ban-do?{escape(urlencode(there))}">{found[2]}</a>'

    return ABOVE.sub(above, LINK.sub(way, exhibit.drawing))
