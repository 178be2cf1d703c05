"""What publishing would change, in words and tables."""

import pandas as pd

from dx_metrics.charts.consequences_actions import actions
from dx_metrics.charts.consequences_words import (
    KINDS,
    NOTHING,
    counted,
    crossings,
    mix,
    move,
    rank,
    ranks,
    said,
    table_name,
)
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.grouped import GROUPS, grouped
from dx_metrics.queries.consequences import Consequences
from dx_metrics.store import Release
from dx_metrics.wording import clipped, number, plain, signed


def exhibits(found: Consequences, before: Release, after: str) -> list[Exhibit]:
    """Figures, scores, targets and registers that change, those without rows left out.

    `after` says in words what `before` is compared with.
    """
    caption = f"So bản công bố {before.id} với {after}"
    made = [
        _figures(found.figures, caption),
        _scores(found.scores, caption),
        _targets(found.targets, caption),
        _registers(found.registers, caption),
        actions(found.actions, caption),
    ]
    return [exhibit for exhibit in made if len(exhibit.table)]


def _figures(table: pd.DataFrame, caption: str) -> Exhibit:
    shown = pd.DataFrame(
        {
            "_code": table["unit"],
            "Biến": table["name"],
            "Kỳ": table["period_name"],
            "Đơn vị": table["short_name"],
            "Thay đổi": table["kind"].map(KINDS),
            "Trước": table["before"].map(said),
            "Sau": table["after"].map(said),
            "Đơn vị tính": table["measure"].fillna(""),
        }
    )
    groups = [(str(name), own) for name, own in shown.groupby("Biến", sort=False)]
    title = counted(table, "số") or NOTHING
    return Exhibit(
        name="so-lieu-doi",
        title=title,
        words=f"{title}. " + " ".join(f"{name}: {mix(own)}." for name, own in groups[:GROUPS]),
        caption=caption,
        table=shown,
        drawing=grouped(groups, ["Kỳ", "Đơn vị", "Thay đổi", "Trước", "Sau"]),
    )


def _scores(table: pd.DataFrame, caption: str) -> Exhibit:
    shown = pd.DataFrame(
        {
            "_code": table["unit"],
            "Bộ chỉ số": table["title"],
            "Kỳ": table["period_name"],
            "Phạm vi": table["name"],
            "Đơn vị": table["short_name"],
            "Điểm trước": table["points_before"],
            "Điểm sau": table["points_after"],
            "Thay đổi": table["points_after"] - table["points_before"],
            "Hạng trước": table["rank_before"].map(rank),
            "Hạng sau": table["rank_after"].map(rank),
        }
    )
    whole = table["depth"] == 0
    title = ranks(table) or f"{number(len(table), 0)} điểm trụ cột đổi"
    texts = shown.assign(
        **{
            "Điểm trước": shown["Điểm trước"].map(lambda x: number(x, 2)),
            "Điểm sau": shown["Điểm sau"].map(lambda x: number(x, 2)),
            "Thay đổi": shown["Thay đổi"].map(lambda x: signed(x, 2)),
        }
    )
    keys = texts["Phạm vi"] + " · " + texts["Kỳ"]
    groups = [(str(name), own) for name, own in texts.groupby(keys, sort=False)]
    return Exhibit(
        name="diem-hang-doi",
        title=title[0].upper() + title[1:],
        words=" ".join(
            f"{row.short_name} {row.period_name}: {move(row)}." for row in table[whole].head(40).itertuples()
        )
        or f"{len(table)} điểm trụ cột đổi.",
        caption=caption,
        table=shown,
        drawing=grouped(groups, ["Đơn vị", "Điểm trước", "Điểm sau", "Thay đổi", "Hạng trước", "Hạng sau"], opened=1),
        notes=(_links(table),),
    )


def _links(table: pd.DataFrame) -> str:
    """Which links that people were sent will show something else."""
    spans = clipped(list(dict.fromkeys(table["period_name"])), 4).replace("nơi khác", "kỳ khác")
    return f"Đường dẫn đã gửi tới {spans} sẽ hiện số mới, trừ đường dẫn có “ban=” (ghim một bản công bố)."


def _targets(table: pd.DataFrame, caption: str) -> Exhibit:
    shown = pd.DataFrame(
        {
            "_code": table["unit"],
            "Chỉ tiêu": table["name"],
            "Kỳ": table["period_name"],
            "Đơn vị": table["short_name"],
            "Trước": table["value_before"],
            "Sau": table["value_after"],
            "Mục tiêu": table["target"],
            "Kết quả": table["reached"].map({True: "đạt", False: "không còn đạt"}),
        }
    )
    title = crossings(table) or "Không chỉ tiêu nào qua mục tiêu"
    figures = ["Trước", "Sau", "Mục tiêu"]
    texts = shown.assign(**{name: shown[name].map(lambda x: plain(x, 2)) for name in figures})
    groups = [(str(name), own) for name, own in texts.groupby("Chỉ tiêu", sort=False)]
    return Exhibit(
        name="qua-muc-tieu",
        title=title[0].upper() + title[1:],
        words=" ".join(
            f"{row.short_name}, {row.name}, {row.period_name}: {'đạt' if row.reached else 'không còn đạt'}."
            for row in table.head(40).itertuples(index=False)
        ),
        caption=caption,
        table=shown,
        drawing=grouped(groups, ["Kỳ", "Đơn vị", *figures, "Kết quả"], opened=1),
    )


def _registers(table: pd.DataFrame, caption: str) -> Exhibit:
    shown = pd.DataFrame(
        {
            "Danh mục": table["table"].map(table_name),
            "Thay đổi": table["kind"].map(KINDS),
            "Dòng": table["key"],
            "Nội dung": table["told"],
        }
    )
    groups = [(str(name), own) for name, own in shown.groupby("Danh mục", sort=False)]
    title = counted(table, "dòng danh mục") or NOTHING
    return Exhibit(
        name="danh-muc-doi",
        title=title[0].upper() + title[1:],
        words=f"{title}. " + " ".join(f"{name}: {mix(own)}." for name, own in groups),
        caption=caption,
        table=shown,
        drawing=grouped(groups, ["Dòng", "Thay đổi", "Nội dung"], opened=1),
    )
