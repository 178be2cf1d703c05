"""What stands behind the figures of a file: source, release, boundaries, direction, definitions, citation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dx_metrics.charts.acts_told import day
from dx_metrics.charts.caption import period_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, definitions
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped

HIGHER, LOWER = "cao hơn là tốt hơn", "thấp hơn là tốt hơn"
FREQUENCIES = {"month": "tháng", "quarter": "quý", "half": "nửa năm", "year": "năm"}


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """`facts` are names and what they say; `tables` are headed tables: criteria, and the variables under them."""

    facts: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, pd.DataFrame], ...]


def meaning(release: Release, view: View) -> Meaning:
    """Of everything that the view looks at."""
    about = release.about
    facts = [
        ("Nơi", str(about["place"])),
        ("Bộ chỉ số", str(choices.series(release).set_index("series")["title"].get(view.series, view.series))),
        ("Kỳ", period_name(release, view)),
        ("Nguồn", str(about.get("office") or about["title"])),
        ("Bản công bố", f"{release.id}, ngày {published(release)}"),
        ("Địa giới", boundaries(release, view)),
        ("Chiều", direction(release, view)),
    ]
    if about.get("illustrative"):
        facts.append(("Lưu ý", f"SỐ LIỆU MINH HỌA. {about.get('illustrative_note', '')}".strip()))
    return Meaning(tuple(facts), (("Chỉ tiêu", _criteria(release, view)), ("Biến", _variables(release, view))))


def stamped(release: Release, view: View, exhibit: Exhibit) -> Exhibit:
    """The exhibit with a caption that can stand alone: day of the release, boundaries and direction added."""
    more = (f"công bố ngày {published(release)}", boundaries(release, view), direction(release, view))
    return replace(exhibit, caption=" · ".join((exhibit.caption, *more)))


def citation(release: Release, view: View, exhibit: Exhibit) -> str:
    """One line for a footnote: who, when, what, which release; the address is for whoever has it to add."""
    about = release.about
    office, year = about.get("office") or about["title"], published(release)[-4:]
    note = " Số liệu minh họa." if about.get("illustrative") else ""
    title = exhibit.title.rstrip(".")
    return (
        f"{office} ({year}). {title}. {about['title']}, {period_name(release, view)}, "
        f"bản công bố {release.id} ngày {published(release)}.{note}"
    )


def published(release: Release) -> str:
    """The day of a release in Viet Nam: `27/11/2026`."""
    made = day(str(release.about.get("at") or release.about.get("built_at") or ""))
    return "/".join(reversed(made.split("-"))) if made else "không rõ"


def boundaries(release: Release, view: View) -> str:
    """`địa giới 15 xã, như từ 01/02/2020 đến 30/06/2025`: which communes a name or code means."""
    row = definitions.boundaries(release, view.period).iloc[0]
    since = "" if absent(row["since"]) else f", như từ {row['since']:%d/%m/%Y}"
    until = "" if absent(row["until"]) else f" đến {row['until']:%d/%m/%Y}"
    return f"địa giới {row['units']} {release.about['unit_word']}{since}{until}"


def direction(release: Release, view: View) -> str:
    """Which way is better, with the indicators that run the other way."""
    table = definitions.criteria(release, view.series, view.period, view.theme)
    other = list(table.loc[table["leaf"] & table["lower_is_better"], "name"])
    return f"điểm: {HIGHER}" + (f"; giá trị {LOWER}: {clipped(other, 6)}" if other else "")


def _criteria(release: Release, view: View) -> pd.DataFrame:
    table = definitions.criteria(release, view.series, view.period, view.theme)
    pairs = zip(table["leaf"], table["lower_is_better"], strict=True)
    ways = [(LOWER if lower else HIGHER) if leaf else "" for leaf, lower in pairs]
    return pd.DataFrame(
        {
            "Mã": table["code"],
            "Tên": table["name"],
            "Đơn vị tính": _said(table["measure"]),
            "Chiều": ways,
            "Điểm tối đa": table["max_points"],
            "Cách tính": _said(table["value"]),
            "Căn cứ": _said(table["basis"]),
        }
    )


def _variables(release: Release, view: View) -> pd.DataFrame:
    table = definitions.variables(release, view.series, view.period, view.theme)
    return pd.DataFrame(
        {
            "Mã": table["code"],
            "Tên": table["name"],
            "Đơn vị tính": _said(table["measure"]),
            "Định nghĩa": _said(table["definition"]),
            "Lưu ý": _said(table["caveat"]),
            "Nguồn": _said(table["source"]),
            "Kỳ báo cáo": [FREQUENCIES.get(str(word), str(word)) for word in table["frequency"]],
            "Nơi báo cáo": _said(table["owner"]),
        }
    )


def _said(column: pd.Series) -> Sequence[str]:
    return ["" if absent(value) else str(value) for value in column]
