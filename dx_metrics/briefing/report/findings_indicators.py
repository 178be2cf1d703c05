"""What each indicator came to, and what each criterion cost."""

import pandas as pd

from dx_metrics import periods
from dx_metrics.briefing.report.codes import Figure, Value
from dx_metrics.briefing.report.matter import ALL_UNITS, Matter
from dx_metrics.briefing.report.results import MISSING, MIXED, NOT_ADDED, SUM, Indicator
from dx_metrics.charts.caption import period_name
from dx_metrics.charts.lost import losses as ledger
from dx_metrics.queries import report
from dx_metrics.scoring.formula import Number, Operation, Variable
from dx_metrics.wording import clipped

MOST = 8
FEWEST_TO_MOVE = 0.05
"""A change smaller than this is none: it would be printed as 0,0 or 0,1 by rounding alone."""


def indicators(matter: Matter) -> list[dict[str, Value]]:
    """Names of the scope `chi_tieu`, in the order of the index."""
    names = report.variables(matter.release).set_index("code")
    return [_indicator(matter, indicator, names) for indicator in matter.indicators]


def _indicator(matter: Matter, own: Indicator, variables: pd.DataFrame) -> dict[str, Value]:
    source = " / ".join(own.formula.variables)
    when = matter.span.name if own.method == SUM else period_name(matter.release, matter.view)

    def figure(value: float | None, what: str, whose: str = ALL_UNITS, period: str = when) -> Value:
        return (
            ""
            if value is None
            else Figure(value, f"{own.name}{what}", whose, period, source, 1 if own.measure == "%" else 2, own.measure)
        )

    lacking = [cell.name for cell in own.cells if cell.state == MISSING]
    found: dict[str, Value] = {
        "ma": own.code,
        "ten": own.name,
        "tru_cot": own.theme,
        "don_vi_tinh": own.measure,
        "chung": figure(own.value, ""),
        "trung_vi_xa": figure(own.median, ": trung vị"),
        "muc_tieu": figure(own.target, ": mục tiêu", "mục tiêu"),
        "so_co_so": Figure(own.counted, f"{own.name}: số {matter.word} có số liệu", ALL_UNITS, when, source, 0),
        "so_chua_co": Figure(len(lacking), f"{own.name}: số {matter.word} thiếu", ALL_UNITS, when, source, 0),
        "xa_chua_co": clipped(lacking, MOST),
        "cong_don": "1" if own.method == SUM else "",
        "khong_cong": "1" if own.method == MIXED or any(c.state == NOT_ADDED for c in own.cells) else "",
    }
    if own.target is not None and own.own is not None:
        reached = own.reaches(own.own)
        found["dat"] = "1" if reached else ""
        found["con_thieu"] = "" if reached else figure(abs(own.target - own.own), ": còn cách mục tiêu")
        many = sum(own.reaches(cell.value) for cell in own.cells)
        found["so_xa_dat"] = Figure(many, f"{own.name}: số {matter.word} đạt mục tiêu", ALL_UNITS, when, source, 0)
    found |= _parts(matter, own, variables, when)
    scored = [cell for cell in own.cells if cell.value is not None]
    if len({cell.value for cell in scored}) > 1:
        order = sorted(scored, key=lambda c: (c.value if own.lower_is_better else -(c.value or 0.0), c.unit))
        found |= {
            "cao_xa": order[0].name,
            "cao": figure(order[0].value, "", order[0].name),
            "thap_xa": order[-1].name,
            "thap": figure(order[-1].value, "", order[-1].name),
        }
    return found | _compared(matter, own, figure)


def _parts(matter: Matter, own: Indicator, variables: pd.DataFrame, when: str) -> dict[str, Value]:
    """Numerator and denominator, where the indicator is a share of counts."""
    pair = numerator_and_denominator(own)
    if pair is None or own.value is None:
        return {}
    found: dict[str, Value] = {}
    for short, code in zip(("tu", "mau"), pair, strict=True):
        name = str(variables.at[code, "name"])
        found[f"ten_{short}"] = name[:1].lower() + name[1:]
        measure = variables.at[code, "unit"]
        found["don_vi_dem"] = "" if pd.isna(measure) else str(measure)
        found[short] = Figure(own.totals[code], name, ALL_UNITS, when, code, 0, str(found["don_vi_dem"]))
    return found


def numerator_and_denominator(indicator: Indicator) -> tuple[str, str] | None:
    """`a` and `b` of `a / b * 100`; None for any other formula."""
    match indicator.formula.root:
        case Operation("*", Operation("/", Variable(a), Variable(b)), Number(_)) | Operation(
            "/", Variable(a), Variable(b)
        ):
            return a, b
    return None


def _compared(matter: Matter, own: Indicator, figure) -> dict[str, Value]:
    """Against the span before, by the same formula and the same communes."""
    then = (matter.then or {}).get(own.code)
    if then is None or matter.before is None or own.own is None or then.own is None:
        return {}
    if {c.unit for c in own.cells} != {c.unit for c in then.cells} or (own.value is None) != (then.value is None):
        return {}
    period = matter.before.name if own.method == SUM else _last_name(matter)
    change = own.own - then.own
    better = -change if own.lower_is_better else change
    return {
        "truoc": figure(then.own, "", ALL_UNITS, period),
        "hon_truoc": figure(change, ": thay đổi", ALL_UNITS, f"{matter.span.name} so với {matter.before.name}"),
        "tot_len": "1" if better > FEWEST_TO_MOVE else "",
        "kem_di": "1" if better < -FEWEST_TO_MOVE else "",
    }


def _last_name(matter: Matter) -> str:
    assert matter.before is not None
    return periods.parse(matter.before.period).name


def lost_points(matter: Matter) -> pd.DataFrame:
    """The leaves of the ledger of points lost, as the exhibits have them."""
    return ledger(matter.release, matter.view)


def losses(matter: Matter) -> list[dict[str, Value]]:
    """Names of the scope `mat_diem`: criteria that cost points, the dearest first."""
    rows = lost_points(matter)
    if rows.empty:
        return []
    many = rows["unit"].nunique()
    last = period_name(matter.release, matter.view)
    each = f"bình quân mỗi {matter.word}"
    sums = rows.groupby("code", sort=False)["lost"].sum().sort_values(ascending=False, kind="stable")
    found: list[dict[str, Value]] = []
    for number, (code, lost) in enumerate(sums[sums > 0].items(), 1):
        own = rows[rows["code"] == code]
        first = own.iloc[0]
        most = own.sort_values(["lost", "unit"], ascending=[False, True]).iloc[0]
        name, source = str(first["name"]), f"sổ điểm mất · {code}"
        unreported = float(own.loc[own["kind"] == "report", "lost"].sum()) / many
        found.append(
            {
                "ma": str(code),
                "ten": name,
                "tru_cot": str(first["theme"]),
                "thu_tu": str(number),
                "mat": Figure(float(lost) / many, f"{name}: điểm mất", each, last, source, 2, "điểm"),
                "mat_bao_cao": Figure(unreported, f"{name}: mất vì chưa báo cáo", each, last, source, 2, "điểm"),
                "so_xa_mat": Figure(
                    int((own["lost"] > 0).sum()), f"{name}: số {matter.word} mất điểm", ALL_UNITS, last, source, 0
                ),
                "mat_nhieu_xa": str(most["unit_name"]),
                "mat_nhieu": Figure(
                    float(most["lost"]), f"{name}: điểm mất", str(most["unit_name"]), last, source, 2, "điểm"
                ),
            }
        )
    return found
