"""How consequences of a publication are put into words."""

from typing import Any

import pandas as pd

from dx_metrics.queries.consequences import Consequences
from dx_metrics.wording import absent, clipped, number, plain

NAMED = 3
"""Communes named in the headline."""
KINDS = {"new": "mới", "corrected": "sửa", "changed": "sửa", "removed": "bỏ"}
STATUS = {"not_applicable": "không phát sinh"}
TABLES = {
    "units": "Danh mục đơn vị",
    "successions": "Sáp nhập, chia tách",
    "neighbours": "Giáp ranh",
    "variables": "Danh mục biến",
    "targets": "Mục tiêu",
    "events": "Sự kiện",
    "assessments": "Điểm chấm CCHC",
    "members": "Thành viên Ban Chỉ đạo",
    "assignments": "Phân công",
    "actions": "Việc phải làm",
    "extensions": "Lùi hạn",
    "inspections": "Kiểm tra",
    "findings": "Phát hiện khi kiểm tra",
    "replies": "Giải trình",
    "meetings": "Cuộc họp",
    "conclusions": "Kết luận họp",
    "inspection_weights": "Trọng số kiểm tra",
    "frameworks": "Bộ chỉ số",
    "criteria": "Tiêu chí",
    "outlines": "Ranh giới",
}
NOTHING = "Không có gì thay đổi so với bản đang công bố"


def headline(found: Consequences) -> str:
    """One sentence: figures, ranks, targets, registers. Without a full stop."""
    parts = [
        counted(found.figures, "số"),
        ranks(found.scores),
        crossings(found.targets),
        counted(found.registers, "dòng danh mục"),
        flipped(found.actions),
    ]
    text = "; ".join(part for part in parts if part)
    return text[0].upper() + text[1:] if text else NOTHING


def said(value: object) -> str:
    """A figure as it was sent, with a decimal comma; a status in words; a dash for none."""
    if absent(value):
        return "–"
    text = str(value)
    if text in STATUS:
        return STATUS[text]
    try:
        return plain(float(text), 4)
    except ValueError:
        return text


def table_name(table: str) -> str:
    """A table of a workspace as the screen calls it."""
    return TABLES.get(table, table)


def counted(table: pd.DataFrame, word: str) -> str:
    """`15 số mới, 2 số sửa` from the column `kind`."""
    counts = table["kind"].value_counts()
    order = dict.fromkeys(KINDS.values())
    found = {words: sum(int(counts.get(kind, 0)) for kind in KINDS if KINDS[kind] == words) for words in order}
    return ", ".join(f"{number(n, 0)} {word} {words}" for words, n in found.items() if n)


def mix(rows: pd.DataFrame) -> str:
    """`15 mới, 2 sửa` from the column that the screen shows."""
    counts = rows["Thay đổi"].value_counts()
    return ", ".join(
        f"{number(int(counts[word]), 0)} {word}" for word in dict.fromkeys(KINDS.values()) if word in counts
    )


def ranks(table: pd.DataFrame) -> str:
    """`Hà Hiệu từ hạng 5 lên 3, Nam Mẫu từ hạng 3 xuống 4`, of the newest period in which a rank moves."""
    whole = table[(table["depth"] == 0) & table["rank_before"].notna() & table["rank_after"].notna()]
    moved = whole[whole["rank_before"] != whole["rank_after"]]
    if moved.empty:
        scored = table[table["depth"] == 0]
        new = int(scored["points_before"].isna().sum())  # of an index that was not there, or a period
        parts = [
            f"{number(new, 0)} điểm tổng mới" if new else "",
            f"{number(len(scored) - new, 0)} điểm tổng đổi, hạng giữ nguyên" if len(scored) > new else "",
        ]
        return "; ".join(part for part in parts if part)
    first = moved.iloc[0]
    newest = moved[(moved["series"] == first["series"]) & (moved["period"] == first["period"])]
    far = (newest["rank_before"] - newest["rank_after"]).abs().sort_values(ascending=False, kind="stable").index
    names = [
        f"{row.short_name} từ hạng {row.rank_before:.0f} {'lên' if row.rank_after < row.rank_before else 'xuống'} "
        f"{row.rank_after:.0f}"
        for row in newest.loc[far].itertuples()
    ]
    rest = len(moved) - len(newest)
    more = f" và {number(rest, 0)} nơi đổi hạng ở kỳ khác" if rest else ""
    return f"{first['period_name']}: {clipped(names, NAMED)}{more}"


def crossings(table: pd.DataFrame) -> str:
    """How many indicators of communes begin or cease to reach their target."""
    reached = int(table["reached"].astype(bool).sum())
    lost = len(table) - reached
    parts = [
        f"{number(reached, 0)} lượt chỉ tiêu đạt mục tiêu" if reached else "",
        f"{number(lost, 0)} lượt không còn đạt mục tiêu" if lost else "",
    ]
    return ", ".join(part for part in parts if part)


def flipped(table: pd.DataFrame) -> str:
    """How many actions stand differently afterwards; empty for none."""
    return f"{number(len(table), 0)} việc đổi tình trạng hoặc điểm xác nhận" if len(table) else ""


def move(row: Any) -> str:
    """Points and rank of one commune, before and after."""
    points = f"{number(row.points_before, 2)} → {number(row.points_after, 2)} điểm"
    return f"{points}, hạng {rank(row.rank_before)} → {rank(row.rank_after)}"


def rank(place: Any) -> str:
    """A rank without decimals, a dash for none."""
    return "–" if absent(place) else f"{place:.0f}"
