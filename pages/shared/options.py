"""What each choice of the URL may be: code to displayed name, in the order shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dx_metrics import periods as periods_said
from dx_metrics.queries import choices, follow_up, reform
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from pages.shared.ask import ask

SERIES, PERIOD, UNIT, THEME, OTHERS, RELEASE = "bo", "ky", "xa", "tru_cot", "voi", "ban"
JUDGED, LEVEL, VERSION = "ky_cham", "cap", "phien_ban"
DAY, MEMBER = "ngay", "thanh_vien"
"""Names in the URL."""


def series(release: Release) -> dict[str, str]:
    """The indices of the release; the workspace's own comes first."""
    return ask(_series, release)


def unscored(release: Release) -> dict[str, str]:
    """Indices that are listed but not scored: somebody has yet to fill in what the source does not tell."""
    return ask(_unscored, release)


def periods(release: Release, chosen: str) -> dict[str, str]:
    """Scored periods of an index, newest first."""
    return ask(_periods, release, chosen)


def units(release: Release, period: str) -> dict[str, str]:
    """`ALL` and the communes of a period. A name that occurs twice carries its code."""
    return ask(_units, release, period)


def levels(release: Release, period: str) -> dict[str, str]:
    """`ALL` (everybody) and the parents of a period among whose own units one can stand; `ALL` alone where none is."""
    return ask(_levels, release.whole, period)


def themes(release: Release, chosen: str, period: str) -> dict[str, str]:
    """`ALL` (the whole index) and the themes of the index in force."""
    return ask(_themes, release, chosen, period)


def members(release: Release) -> dict[str, str]:
    """The committee: by code, what each member is called."""
    return ask(_members, release)


def _members(release: Release) -> dict[str, str]:
    table = follow_up.members(release)
    return dict(zip(table["code"], table["name"], strict=True))


def _series(release: Release) -> dict[str, str]:
    table = choices.series(release)
    named: dict[str, str] = dict(zip(table["series"], table["title"], strict=True))
    own = release.about.get("series")
    return ({own: named[own]} if own in named else {}) | named


def _unscored(release: Release) -> dict[str, str]:
    table = choices.unscored(release)
    return dict(zip(table["series"], table["title"] + " (chưa chấm)", strict=True))


def _periods(release: Release, chosen: str) -> dict[str, str]:
    table = choices.periods(release, chosen)
    return dict(zip(table["code"], table["name"], strict=True))


def _units(release: Release, period: str) -> dict[str, str]:
    table = choices.units(release, period)
    twice = table["short_name"].duplicated(keep=False)
    names = table["short_name"].where(~twice, table["short_name"] + " (" + table["code"] + ")")
    named: dict[str, str] = dict(zip(table["code"], names, strict=True))
    return {ALL: "Tất cả"} | named


def _levels(release: Release, period: str) -> dict[str, str]:
    """A parent of parents comes just before those below it."""
    table = choices.levels(release, period)
    names = dict(zip(table["code"], table["name"], strict=True))
    above = {row.code: row.parent for row in table.itertuples() if row.parent in names}
    order = {code: at for at, code in enumerate(names)}

    def path(code: str) -> tuple[int, ...]:
        found, seen = [order[code]], {code}
        while (code := above.get(code, "")) and code not in seen:
            found.insert(0, order[code])
            seen.add(code)
        return tuple(found)

    said = {code: f"{name}, {names[above[code]]}" if code in above else name for code, name in names.items()}
    return {ALL: str(release.about["place"])} | {code: said[code] for code in sorted(said, key=path)}


def _themes(release: Release, chosen: str, period: str) -> dict[str, str]:
    table = choices.criteria(release, chosen, period)
    own = table[table["depth"] == 1]
    named: dict[str, str] = dict(zip(own["code"], own["name"], strict=True))
    return {ALL: "Toàn bộ chỉ số"} | named


def version(release: Release, chosen: str, period: str) -> dict[str, str]:
    """The framework that scores a period of an index of several versions: its id and what it is called."""
    return ask(choices.version, release.whole, chosen, period)


def judged(release: Release) -> dict[str, str]:
    """Rounds of marking, newest first."""
    return ask(_judged, release)


def _judged(release: Release) -> dict[str, str]:
    return {code: periods_said.parse(code).name for code in dict.fromkeys(reform.rounds(release)["period"])}


def settle(raw: str | None, options: Mapping[str, str]) -> str:
    """The code asked for when it is one of the options, else the first."""
    return raw if raw is not None and raw in options else next(iter(options))


def view_of(release: Release, parameters: Mapping[str, str]) -> View:
    """The view that a link describes, without asking anybody; unknown codes fall back to the defaults."""
    chosen = settle(parameters.get(SERIES), series(release))
    period = settle(parameters.get(PERIOD), periods(release, chosen))
    level = settle(parameters.get(LEVEL), levels(release, period))
    here = units(release.at(level_of(level)), period)
    others = tuple(code for code in parameters.get(OTHERS, "").split(",") if code in here and code != ALL)
    theme = settle(parameters.get(THEME), themes(release, chosen, period))
    member = parameters.get(MEMBER, "")
    round_ = parameters.get(JUDGED, "")
    return View(
        chosen,
        period,
        settle(parameters.get(UNIT), here),
        theme,
        others,
        judged=round_ if round_ in judged(release) else "",
        day=day(parameters.get(DAY, "")),
        member=member if member in members(release) else "",
        level=level_of(level),
    )


def looked_at(release: Release, parameters: Mapping[str, str]) -> tuple[Release, View]:
    """The view that a link describes, and the release as seen from its level."""
    view = view_of(release, parameters)
    return release.at(view.level), view


def level_of(chosen: str) -> str:
    """A choice among `levels` as a view holds it."""
    return "" if chosen == ALL else chosen


def day(raw: str) -> str:
    """A day as the URL says it, 2026-11-27; empty for what is none."""
    try:
        return date.fromisoformat(raw).isoformat() if len(raw) == len("2026-11-27") else ""
    except ValueError:
        return ""


def looking_at(view: View, **changes: object) -> View:
    """The same view with some choices changed."""
    return replace(view, **changes)  # type: ignore[arg-type]


def parameters_of(view: View, release: Release | None = None) -> dict[str, str]:
    """The URL of a view, everything written out; with `release`, pinned to it."""
    written = {SERIES: view.series, PERIOD: view.period, UNIT: view.unit, THEME: view.theme}
    if view.others:
        written[OTHERS] = ",".join(view.others)
    written |= {LEVEL: view.level} if view.level else {}
    written |= {JUDGED: view.judged} if view.judged else {}
    written |= {DAY: view.day} if view.day else {}
    written |= {MEMBER: view.member} if view.member else {}
    if release:
        # Which rules scored it, where there were several: a link says so to whoever reads it later.
        rules = next(iter(version(release, view.series, view.period)), "")
        written |= ({VERSION: rules} if rules else {}) | {RELEASE: release.id}
    return written
