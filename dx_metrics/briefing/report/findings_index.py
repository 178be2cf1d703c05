"""What the index says: who leads, who is behind, what moved, what is missing; then the same theme by theme."""

import pandas as pd

from dx_metrics import periods
from dx_metrics.briefing.report.codes import Figure, Value
from dx_metrics.briefing.report.findings_indicators import lost_points
from dx_metrics.briefing.report.matter import ALL_UNITS, Matter
from dx_metrics.briefing.report.span import after
from dx_metrics.charts.caption import period_name
from dx_metrics.queries import choices, reporting, standing
from dx_metrics.wording import absent, clipped, listed

MOST = 8
"""Communes that are named one by one; of more, the rest is counted."""


def index(matter: Matter) -> dict[str, Value]:
    """Names of `names.WHOLE` that are about the index and the data."""
    release, span = matter.release, matter.span
    about = release.about
    criteria = choices.criteria(release, matter.series, span.period)
    root = criteria[criteria["depth"] == 0].iloc[0]
    last = period_name(release, matter.view)
    named: dict[str, Value] = {
        "ky": lowered(span.name),
        "ky_so_sanh": lowered(matter.before.name) if matter.before else "",
        "ky_cuoi": lowered(last),
        "ky_sau": lowered(after(span)),
        "luy_ke": _flag(span.cumulative),
        "ky_thieu": listed([lowered(name) for name in span.lacking]),
        "noi": str(about["place"]),
        "co_quan": str(about.get("office") or about["place"]),
        "don_vi": matter.word,
        "bo_chi_so": str(root["name"]),
        "chu_de": subject(matter),
        "minh_hoa": _flag(bool(about.get("illustrative"))),
    }
    table = standing.ranking(release, matter.series, span.period, str(root["code"]))
    ranked = table[table["ranked"] & table["points"].notna()]
    row = f"điểm · {root['code']}"

    def points(value: object, what: str, whose: str = ALL_UNITS) -> Value:
        return "" if absent(value) else Figure(float(str(value)), what, whose, last, row, 2, "điểm")

    def count(value: int, what: str, source: str = row) -> Figure:
        return Figure(float(value), what, ALL_UNITS, last, source, 0, matter.word)

    named["so_xa"] = count(len(table), f"Số {matter.word}", "danh mục đơn vị")
    named["so_xa_xep_hang"] = count(len(ranked), f"Số {matter.word} được xếp hạng")
    named["xa_khong_xep_hang"] = clipped(list(table.loc[~table.index.isin(ranked.index), "name"]), MOST)
    named["diem_toi_da"] = points(root["max_points"], "Điểm tối đa", "bộ chỉ số")
    if len(ranked):
        best, worst = ranked.iloc[0], ranked.iloc[-1]
        leaders = ranked.loc[ranked["rank"] == 1, "name"]
        named |= {
            "trung_vi": points(best["points_median"], f"{root['name']}: trung vị"),
            "dan_dau": clipped(list(leaders), MOST),
            "diem_cao": points(best["points"], f"{root['name']}: điểm", str(best["name"])),
            "cuoi_bang": str(worst["name"]),
            "diem_thap": points(worst["points"], f"{root['name']}: điểm", str(worst["name"])),
            "cach_biet": points(best["points"] - worst["points"], f"{root['name']}: cao nhất trừ thấp nhất"),
        }
        named |= _moved(matter, ranked, str(root["name"]), row, last)
    named |= _reported(matter, last)
    lost = lost_points(matter)
    for name, kinds, what in (
        ("mat_binh_quan", ("report", "improve", "other"), "Điểm mất bình quân"),
        ("mat_chua_bao_cao", ("report",), "Điểm mất bình quân vì chưa báo cáo"),
        ("mat_chua_dat", ("improve",), "Điểm mất bình quân vì chưa đạt mức tối đa"),
    ):
        if len(lost):
            mean = lost.loc[lost["kind"].isin(kinds), "lost"].sum() / lost["unit"].nunique()
            named[name] = Figure(float(mean), what, f"bình quân mỗi {matter.word}", last, "sổ điểm mất", 2, "điểm")
    return named


def _moved(matter: Matter, ranked: pd.DataFrame, name: str, row: str, last: str) -> dict[str, Value]:
    """Against the period before, for communes that have points in both."""
    moved = ranked.assign(change=(ranked["points"] - ranked["points_before"]).round(9)).dropna(subset=["change"])
    if moved.empty:
        return {}
    moved = moved.sort_values(["change", "unit"], ascending=[False, True])
    earlier = periods.parse(periods.before(matter.span.period)).name
    both = f"{last} so với {earlier}"
    up, down = moved.iloc[0], moved.iloc[-1]
    before = float(moved["points_before"].median())
    now = float(ranked["points"].median())

    def figure(value: float, what: str, whose: str = ALL_UNITS, decimals: int = 2, measure: str = "điểm") -> Figure:
        return Figure(float(value), what, whose, both, row, decimals, measure)

    found: dict[str, Value] = {
        "so_tang": figure(int((moved["change"] > 0).sum()), f"Số {matter.word} tăng điểm", ALL_UNITS, 0, matter.word),
        "so_giam": figure(int((moved["change"] < 0).sum()), f"Số {matter.word} giảm điểm", ALL_UNITS, 0, matter.word),
        "trung_vi_truoc": Figure(before, f"{name}: trung vị", ALL_UNITS, earlier, row, 2, "điểm"),
        "trung_vi_doi": figure(now - before, f"{name}: thay đổi của trung vị"),
        "doi_cach_cham": _flag(bool((moved["framework"] != moved["framework_before"]).any())),
    }
    if up["change"] > 0:
        found |= {"tang_nhieu": up["name"], "tang_diem": figure(up["change"], f"{name}: tăng", up["name"])}
    if down["change"] < 0:
        found |= {"giam_nhieu": down["name"], "giam_diem": figure(-down["change"], f"{name}: giảm", down["name"])}
    return found


def _reported(matter: Matter, last: str) -> dict[str, Value]:
    """How complete the figures of the last period are, and how many indicators reach their target."""
    found: dict[str, Value] = {}
    rows = reporting.reports(matter.release, matter.span.period)
    missing = rows[rows["state"] == "missing"]
    names = list(dict.fromkeys(missing["short_name"]))
    source = "tình hình báo cáo"
    if len(rows):
        share = 100 * (1 - len(missing) / len(rows))
        found["phan_tram_bao_cao"] = Figure(share, "Số liệu phải báo cáo đã có", ALL_UNITS, last, source, 1, "%")
    found["so_xa_thieu"] = Figure(
        len(names), f"Số {matter.word} thiếu số liệu", ALL_UNITS, last, source, 0, matter.word
    )
    found["xa_thieu"] = clipped(names, MOST)
    aimed = [i for i in matter.indicators if i.target is not None and i.own is not None]
    reached = [i for i in aimed if i.reaches(i.own)]
    for name, those, what in (
        ("so_chi_tieu", matter.indicators, "Số chỉ tiêu"),
        ("so_co_muc_tieu", aimed, "Số chỉ tiêu có mục tiêu"),
        ("so_dat_muc_tieu", reached, "Số chỉ tiêu đạt mục tiêu"),
    ):
        found[name] = Figure(len(those), what, ALL_UNITS, matter.span.name, "kết quả chỉ tiêu", 0, "chỉ tiêu")
    found["dat_muc_tieu"] = "; ".join(i.name for i in reached)
    found["chua_dat_muc_tieu"] = "; ".join(i.name for i in aimed if i not in reached)
    return found


def themes(matter: Matter) -> list[dict[str, Value]]:
    """Names of the scope `tru_cot`, in the order of the index."""
    criteria = choices.criteria(matter.release, matter.series, matter.span.period)
    lost = lost_points(matter)
    last = period_name(matter.release, matter.view)
    found = []
    for number, theme in enumerate(criteria[criteria["depth"] == 1].itertuples(), 1):
        table = standing.ranking(matter.release, matter.series, matter.span.period, str(theme.code))
        ranked = table[table["ranked"] & table["points"].notna()].sort_values(
            ["points", "unit"], ascending=[False, True]
        )
        row = f"điểm · {theme.code}"
        own: dict[str, Value] = {"so": str(number), "ma": str(theme.code), "ten": str(theme.name)}
        own["tru_so_chi_tieu"] = Figure(
            sum(i.theme == theme.code for i in matter.indicators),
            f"{theme.name}: số chỉ tiêu",
            "bộ chỉ số",
            last,
            row,
            0,
        )
        if not absent(theme.max_points):
            own["tru_toi_da"] = Figure(
                float(theme.max_points), f"{theme.name}: điểm tối đa", "bộ chỉ số", last, row, 2, "điểm"
            )
        if len(ranked):
            best, worst = ranked.iloc[0], ranked.iloc[-1]
            what = f"{theme.name}: điểm"
            own |= {
                "tru_trung_vi": Figure(
                    float(best["points_median"]), f"{theme.name}: trung vị", ALL_UNITS, last, row, 2, "điểm"
                ),
                "tru_cao_xa": best["name"],
                "tru_cao": Figure(float(best["points"]), what, best["name"], last, row, 2, "điểm"),
                "tru_thap_xa": worst["name"],
                "tru_thap": Figure(float(worst["points"]), what, worst["name"], last, row, 2, "điểm"),
            }
            both = ranked.dropna(subset=["points_before"])
            if len(both) == len(ranked):
                change = float(ranked["points"].median() - both["points_before"].median())
                own["tru_doi"] = Figure(
                    change,
                    f"{theme.name}: thay đổi của trung vị",
                    ALL_UNITS,
                    f"{last} so kỳ liền trước",
                    row,
                    2,
                    "điểm",
                )
        if len(lost):
            mean = float(lost.loc[lost["theme"] == theme.code, "lost"].sum() / lost["unit"].nunique())
            own["tru_mat"] = Figure(
                mean, f"{theme.name}: điểm mất", f"bình quân mỗi {matter.word}", last, "sổ điểm mất", 2, "điểm"
            )
        found.append(own)
    return found


def _flag(yes: bool) -> str:
    """`1` or nothing, for conditions."""
    return "1" if yes else ""


def subject(matter: Matter) -> str:
    """What the report is about: the workspace's own index is that of digital transformation."""
    if matter.series == matter.release.about["series"]:
        return "chuyển đổi số"
    criteria = choices.criteria(matter.release, matter.series, matter.span.period)
    return lowered(str(criteria.loc[criteria["depth"] == 0, "name"].iloc[0]))


def lowered(name: str) -> str:
    """A name of a period as it stands within a sentence."""
    return name[:1].lower() + name[1:]
