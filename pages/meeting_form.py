"""The form in which what is agreed is typed in, on the slide itself; it needs no script."""

from collections.abc import Mapping
from datetime import date
from html import escape

from dx_metrics.meeting.decided import LONGEST, Decision
from dx_metrics.meeting.sequence import Sequence
from dx_metrics.queries import choices, finding
from dx_metrics.store import Release
from dx_metrics.view import ALL
from pages.routes import csrf
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose_unit import LISTED

WORDS, UNIT, OWNER, DUE, CRITERION, CLAIMED = "noi_dung", "xa", "chu_tri", "han", "tieu_chi", "diem"
NOBODY = "Không riêng nơi nào"
NO_ACTION = "Không, chỉ ghi kết luận"


class Mistyped(Exception):
    """A field that is not what it has to be, in a sentence."""


def form_html(
    sequence: Sequence, release: Release, address: str, token: str, typed: Mapping[str, str], wrong: str = ""
) -> str:
    """The form; `typed` is what came back with `wrong`, so that nobody types it twice."""
    release, view = options.looked_at(release, sequence.parameters)
    criteria = {"": NO_ACTION} | _criteria(release, view.series, view.period)
    said = f'<p class="mt-wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    word = escape(str(release.about["unit_word"]).capitalize())
    kept = {name: escape(typed.get(name, "")) for name in (WORDS, OWNER, DUE, CLAIMED)}
    return (
        f'<form class="mt-form" method="post" action="{address}">{said}'
        f'<input type="hidden" name="{csrf.FIELD}" value="{token}">'
        f'<label class="mt-long">Kết luận<textarea name="{WORDS}" rows="2" maxlength="{LONGEST}" required>'
        f"{kept[WORDS]}</textarea></label>"
        f"<label>{word}{_unit(release, view.period, typed)}</label>"
        f'<label>Chủ trì<input name="{OWNER}" maxlength="300" value="{kept[OWNER]}"></label>'
        f'<label>Hạn<input name="{DUE}" placeholder="30/06/2026" maxlength="10" value="{kept[DUE]}"></label>'
        f"<label>Giao thành việc, theo tiêu chí{_select(CRITERION, criteria, typed)}</label>"
        f'<label>Điểm nhận<input name="{CLAIMED}" inputmode="decimal" maxlength="8" value="{kept[CLAIMED]}"></label>'
        "<button>Ghi kết luận</button></form>"
    )


def decision_of(typed: Mapping[str, str], sequence: Sequence, release: Release) -> Decision:
    """What was typed. Raises Mistyped for a day or a figure that is none, or a code that the lists do not hold."""
    release, view = options.looked_at(release, sequence.parameters)
    unit, criterion = typed.get(UNIT, ""), typed.get(CRITERION, "")
    if unit and unit not in options.units(release, view.period):
        named = finding.the_one(ask(finding.places, release, view.period), unit)
        if named is None:
            raise Mistyped("Xã này không có trong kỳ của cuộc họp, hoặc có nhiều: ghi đủ tên và tỉnh, hoặc mã.")
        unit = named.code
    if criterion and criterion not in _criteria(release, view.series, view.period):
        raise Mistyped("Tiêu chí này không có trong bộ chỉ số của cuộc họp.")
    words, owner = typed.get(WORDS, ""), " ".join(typed.get(OWNER, "").split())
    told = Decision(words, unit, owner[:300], _day(typed.get(DUE, "")))
    if not criterion:
        return told
    claimed = _points(typed.get(CLAIMED, ""))
    return Decision(told.words, unit, told.owner, told.due, criterion, view.series, view.period, claimed)


def _unit(release: Release, period: str, typed: Mapping[str, str]) -> str:
    """A list of communes; where that would be thousands, a box for a name or a code."""
    units = options.units(release, period)
    if len(units) > LISTED:
        value = escape(typed.get(UNIT, ""))
        return f'<input name="{UNIT}" placeholder="Tên và tỉnh, hoặc mã" maxlength="80" value="{value}">'
    return _select(UNIT, {"": NOBODY} | {code: name for code, name in units.items() if code != ALL}, typed)


def _criteria(release: Release, series: str, period: str) -> dict[str, str]:
    """Indicators, not groups: an action is about one that a figure can win back."""
    table = ask(choices.criteria, release, series, period)
    own = table[~table["code"].isin(table["parent"])]
    return {row.code: f"{row.code} {row.name}" for row in own.itertuples()}


def _select(name: str, listed: Mapping[str, str], typed: Mapping[str, str]) -> str:
    chosen = typed.get(name, "")
    return (
        f'<select name="{name}">'
        + "".join(
            f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>{escape(words)}</option>'
            for code, words in listed.items()
        )
        + "</select>"
    )


def _day(raw: str) -> date | None:
    if not raw.strip():
        return None
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        pass
    try:
        day, month, year = (int(part) for part in raw.strip().replace("-", "/").split("/"))
        return date(year, month, day)
    except ValueError:
        raise Mistyped(f"Hạn “{raw[:20]}” không phải một ngày; ghi như 30/06/2026.") from None


def _points(raw: str) -> float | None:
    if not raw.strip():
        return None
    try:
        points = float(raw.strip().replace(",", "."))
    except ValueError:
        points = -1.0
    if not 0 <= points <= 10_000:
        raise Mistyped(f"Điểm nhận “{raw[:20]}” không phải một số từ 0 đến 10.000.")
    return points
