"""Whom to inspect first and why; visits planned and held."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.follow_up_cards import Card, cards, on, text, told
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.follow_up.visit_first import FACTORS, LONGEST, visit_first, weights
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, scope, within
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, number, plain

COLOURS = dict(zip(FACTORS, (look.CHOSEN, "#74ADD1", look.SECOND, look.OTHERS), strict=True))
NAMES = {
    "points_lost": "điểm mất",
    "unproved": "điểm chưa có minh chứng",
    "overdue": "việc quá hạn",
    "months_since_visit": "tháng chưa kiểm tra",
}
EFFECTS = {"opens": "giao việc", "closes": "đóng việc", "notes": "ghi nhận"}
DRAWN = 40
"""Communes in the picture; the table has all."""


def first(release: Release, view: View) -> Exhibit:
    """Communes by urgency: each factor times its weight, and their sum."""
    day = day_of(release, view)
    word = str(release.about["unit_word"])
    table = within(visit_first(release, view.series, view.period, day), scope(release, view, day))
    by = weights(release)
    bars = [
        Bar(
            row.short_name,
            number(row.urgency),
            _parts(row, by),
            _factors(row),
            str(row.unit),
        )
        for row in table.head(DRAWN).itertuples()
    ]
    rule = " + ".join(f"{NAMES[name]} × {plain(by[name])}" for name in FACTORS if by.get(name))
    columns = {
        "_code": table["unit"],
        "Đơn vị": table["short_name"],
        "Mức cần kiểm tra": table["urgency"],
    } | {NAMES[name].capitalize(): table[name] for name in FACTORS}
    return Exhibit(
        name="kiem-tra-truoc",
        title=f"Kiểm tra trước: {table['short_name'].iloc[0]}" if len(table) else f"Không có {word} nào",
        words=" ".join(f"{bar.name}: {bar.figure} ({bar.detail})." for bar in bars[:20]) or "Không có đơn vị nào.",
        caption=told(release, view, day, f"Mức cần kiểm tra từng {word}"),
        table=pd.DataFrame(columns | {"Lần kiểm tra gần nhất": table["last_visit"].map(on)}),
        drawing=drawn(
            bars,
            0.0,
            float(table["urgency"].max()) if len(table) else 1.0,
            [(f"{NAMES[name]} × {plain(by[name])}", COLOURS[name]) for name in FACTORS if by.get(name)],
        ),
        notes=(
            f"Cách tính: {rule}. Trọng số ghi trong tệp inspection_weights.csv của bộ dữ liệu."
            if rule
            else "Bộ dữ liệu chưa có trọng số (inspection_weights.csv), nên chưa xếp thứ tự được.",
            *([f"Hình có {DRAWN} đơn vị đầu; bảng số liệu có đủ."] if len(table) > DRAWN else []),
        ),
    )


def visits(release: Release, view: View) -> Exhibit:
    """Inspections to come and held, with what they found."""
    day = day_of(release, view)
    table = within(follow_up.inspections(release, day), scope(release, view, day))
    found = follow_up.findings(release)
    ahead = ~table["held"]
    table = pd.concat([table[ahead], table[~ahead].sort_values("date", ascending=False)], ignore_index=True)
    count = int(ahead.sum())
    held = len(table) - count
    title = f"{count} cuộc kiểm tra sắp tới, {held} đã làm" if len(table) else "Chưa có cuộc kiểm tra nào"
    rows = [_card(row, found[found["inspection"] == row.code]) for row in table.itertuples()]
    return Exhibit(
        name="kiem-tra",
        title=title,
        words=f"{title}. " + " ".join(f"{card.title}: {card.state}." for card in rows[:20]),
        caption=told(release, view, day, "Kiểm tra"),
        table=pd.DataFrame(
            {
                "Mã": table["code"],
                "Đơn vị": table["unit_name"],
                "Ngày": table["date"].map(on),
                "Đoàn": table["team"],
                "Nội dung": table["checklist"].map(text),
                "Đã kiểm tra": table["held"].map({True: "rồi"}).fillna("chưa"),
                "Kết quả": table["result"].map(text),
                "Phát hiện": [
                    "; ".join(map(_finding, found[found["inspection"] == code].itertuples())) for code in table["code"]
                ],
            }
        ),
        drawing=cards(rows, "Chưa có cuộc kiểm tra nào."),
    )


def _factors(row: Any) -> str:
    """`30,1 điểm mất; 1 việc quá hạn; chưa kiểm tra lần nào (tính 24 tháng)`."""
    parts = [f"{plain(getattr(row, name), 1)} {NAMES[name]}" for name in FACTORS[:-1] if getattr(row, name)]
    never = f"chưa kiểm tra lần nào (tính {LONGEST} tháng)"
    since = f"{plain(row.months_since_visit, 1)} tháng từ lần kiểm tra {on(row.last_visit)}"
    return "; ".join([*parts, never if absent(row.last_visit) else since])


def _parts(row: Any, by: dict[str, float]) -> tuple[tuple[float, float, str], ...]:
    parts, at = [], 0.0
    for name in FACTORS:
        size = float(getattr(row, name)) * by.get(name, 0.0)
        if size > 0:
            parts.append((at, at + size, COLOURS[name]))
            at += size
    return tuple(parts)


def _card(row: Any, found: pd.DataFrame) -> Card:
    held = bool(row.held)
    facts = (f"Đoàn: {row.team}", text(row.checklist), text(row.result), *map(_finding, found.itertuples()))
    return Card(
        f"{row.code}. {text(row.unit_name)}, {on(row.date)}",
        "✓ đã kiểm tra" if held else "◷ sắp tới",
        facts,
        row.code,
        "done" if held else "",
    )


def _finding(row: Any) -> str:
    effect = EFFECTS[row.effect] + (f" {row.action}" if text(row.action) else "")
    return f"{row.finding} ({effect})"
