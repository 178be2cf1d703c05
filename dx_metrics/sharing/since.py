"""What became of a pinned view since: in a sentence, and before beside after."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts.consequences_words import rank, said
from dx_metrics.charts.grouped import grouped
from dx_metrics.queries import choices
from dx_metrics.queries.consequences import Consequences
from dx_metrics.store import Release, acts
from dx_metrics.store.places import workspace_folder
from dx_metrics.view import ALL, View
from dx_metrics.wording import number

FOLLOW_UP = {
    "actions", "assessments", "assignments", "conclusions", "extensions", "findings", "inspections", "meetings",
    "members", "replies", "inspection_weights",
}  # fmt: skip
"""Registers of what was agreed; the rest tell of communes, variables, targets and rules."""


@dataclass(frozen=True, slots=True)
class Since:
    """`sentence` without its full stop; `changes` is HTML, empty where nothing of the figures changed."""

    sentence: str
    changes: str


def since(before: Release, found: Consequences, view: View) -> Since:
    """From a pinned release to the one shown; `found` are the consequences between them.

    Figures are counted over everything, ranks where the view looks.
    """
    word = str(before.about["unit_word"])
    moved = _moved(before, found.scores, view)
    kinds = found.figures["kind"].value_counts()
    counts = [
        (int(kinds.get("corrected", 0)), "số đã sửa"),
        (int(kinds.get("removed", 0)), "số đã bỏ"),
        (int(kinds.get("new", 0)), "số mới"),
    ]
    parts = [f"{number(count, 0)} {words}" for count, words in counts if count]
    ranks = int((moved["rank_before"].fillna(0) != moved["rank_after"].fillna(0)).sum())
    if ranks:
        parts.append(f"hạng của {number(ranks, 0)} {word} đổi")
    elif len(moved):
        parts.append(f"điểm của {number(len(moved), 0)} {word} đổi, hạng giữ nguyên")
    registers = found.registers["table"]
    others = [
        (int((registers == "criteria").sum()), "tiêu chí đổi cách chấm"),
        (int(registers.isin(FOLLOW_UP).sum()), "dòng sổ theo dõi đổi"),
        (int((~registers.isin({*FOLLOW_UP, "criteria"})).sum()), "dòng danh mục đổi"),
    ]
    parts += [f"{number(count, 0)} {words}" for count, words in others if count]
    return Since(", ".join(parts) or "không có gì đổi", _before_and_after(found.figures, moved))


def taken_back(release: Release) -> list[str]:
    """Uploads inside this release that were withdrawn later: `lần nạp u3 “quy4.csv” đã rút ngày 27/11/2026`."""
    made = acts.made_by(release.id, workspace_folder())
    if made is None:
        return []
    found = []
    for act in acts.releasing(workspace_folder()):
        upload = str(act.details.get("what", {}).get("upload", ""))
        if act.action == "withdraw" and act.seq > made.seq and upload[1:].isdecimal() and int(upload[1:]) <= made.seq:
            day = "/".join(reversed(act.at[:10].split("-")))
            name = act.details["what"].get("file_name") or "số liệu"
            found.append(f"lần nạp {upload} “{name}” đã rút ngày {day}")
    return found


def strip(told: Since, pinned: str, shown: str, newest: str, withdrawn: list[str]) -> str:
    """The strip above a pinned page, as HTML; `newest` is the address of the same view of what is shown now."""
    lost = f"<b>Chú ý: {escape('; '.join(withdrawn))}.</b> " if withdrawn else ""
    way = f'<a class="dx-newest" href="{escape(newest)}">Xem bản mới nhất</a>'
    sentence = f"Từ đó đến nay: {escape(told.sentence)}."
    more = f"<details><summary>Trước và sau</summary>{told.changes}</details>" if told.changes else ""
    return (
        f'<aside class="dx-since" aria-label="Bản đã ghim"><p>{lost}Đường dẫn này giữ nguyên số của bản công bố '
        f"{escape(pinned)}; bản mới nhất là {escape(shown)}. <strong>{sentence}</strong> {way}</p>{more}</aside>"
    )


def _moved(before: Release, scores: pd.DataFrame, view: View) -> pd.DataFrame:
    """Rows of the index, or of its theme, in the period looked at."""
    here = scores[(scores["series"] == view.series) & (scores["period"] == view.period)]
    if view.theme != ALL:
        return here[here["code"] == view.theme]
    table = choices.criteria(before, view.series, view.period)
    return here[here["code"].isin(table.loc[table["depth"] == 0, "code"])]


def _before_and_after(figures: pd.DataFrame, moved: pd.DataFrame) -> str:
    groups = []
    if len(moved):
        rows = {
            "Đơn vị": moved["short_name"],
            "Hạng trước": moved["rank_before"].map(rank),
            "Hạng sau": moved["rank_after"].map(rank),
            "Điểm trước": moved["points_before"].map(_points),
            "Điểm sau": moved["points_after"].map(_points),
        }
        groups.append(grouped([("Hạng và điểm ở màn hình này", pd.DataFrame(rows))], list(rows), opened=1))
    known = figures[figures["kind"] != "new"]
    if len(known):
        rows = {
            "Biến": known["name"],
            "Kỳ": known["period_name"],
            "Đơn vị": known["short_name"],
            "Trước": known["before"].map(said),
            "Sau": known["after"].map(said),
        }
        groups.append(grouped([("Số đã sửa hoặc bỏ", pd.DataFrame(rows))], list(rows), opened=1))
    return "".join(groups)


def _points(value: Any) -> str:
    return number(value, 2)
