"""What was agreed: every action as it stands, the plan made of the open ones, and what was won back."""

from datetime import date
from typing import Any

import pandas as pd

from dx_metrics import periods
from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.follow_up_cards import Card, cards, grid, on, text, told
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.status import DONE, DUE_SOON, MARKS, NO_GAIN, OVERDUE, WORDS
from dx_metrics.queries.follow_up import day_of, scope, within
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, number

CLOSED = [DONE, NO_GAIN]
TONES = {OVERDUE: "overdue", DUE_SOON: "soon", DONE: "done", NO_GAIN: "done"}
LEFT = "để lại khi sáp nhập"


def of_view(release: Release, view: View) -> tuple[pd.DataFrame, date]:
    """The plan of the communes that a view is about, and the day on which it stands."""
    day = day_of(release, view)
    return within(plan(release, view.period, day), scope(release, view, day)), day


def actions(release: Release, view: View) -> Exhibit:
    """Every action in the order of a meeting, with dates, points claimed and won."""
    table, day = of_view(release, view)
    binding = table[~table["dissolved"]]
    going, late = binding[~binding["status"].isin(CLOSED)], binding[binding["status"] == OVERDUE]
    title = f"{len(late)} việc quá hạn trên {len(going)} việc đang làm" if len(going) else "Không có việc đang làm"
    return Exhibit(
        name="viec-phai-lam",
        title=title,
        words=f"{title}. " + " ".join(_sentence(row) for row in binding.head(20).itertuples()),
        caption=told(release, view, day, "Việc phải làm: tình trạng tính từ ngày, điểm nhận và điểm đã xác nhận"),
        table=_twin(table),
        drawing=cards([_card(row) for row in table.itertuples()], "Chưa giao việc nào."),
    )


def remedy(release: Release, view: View) -> Exhibit:
    """The remediation plan: open actions ordered by points, what can still be won of them, and days left."""
    table, day = of_view(release, view)
    table = table[~table["status"].isin(CLOSED) & ~table["dissolved"]].reset_index(drop=True)
    back = float(table["recoverable"].sum())
    title = f"{len(table)} việc, còn lấy lại được {number(back, 2)} điểm" if len(table) else "Kế hoạch chưa có việc nào"
    heads = ("Việc", "Đơn vị", "Tiêu chí", "Chủ trì", "Hạn", "Còn lấy lại", "Tình trạng")
    rows = [
        (
            f"{at}. {row.title}",
            text(row.unit_name),
            row.criterion_name,
            row.owner,
            f"{row.due_now:%d/%m/%Y}",
            f"{number(row.recoverable, 2)} điểm",
            state(row),
        )
        for at, row in enumerate(table.itertuples(), start=1)
    ]
    return Exhibit(
        name="ke-hoach-khac-phuc",
        title=title,
        words=f"{title}. "
        + " ".join(f"{at}. {_sentence(row)}" for at, row in enumerate(table.head(20).itertuples(), start=1)),
        caption=told(release, view, day, "Kế hoạch khắc phục"),
        table=pd.DataFrame({"STT": range(1, len(table) + 1)}).join(_twin(table)),
        drawing=grid(heads, rows, list(table["code"]), list(table["status"] == OVERDUE))
        if len(table)
        else "<p>Chưa có việc nào đang làm. Giao việc từ một điểm mất hoặc từ kết luận họp.</p>",
        notes=("Thứ tự: quá hạn trước, rồi theo điểm còn lấy lại được × thời gian còn lại (đủ 90 ngày tính trọn).",),
    )


def won_back(release: Release, view: View) -> Exhibit:
    """Claimed against verified: what each action was to win back, and what the figures since show."""
    table, day = of_view(release, view)
    scored = table[table["won"].notna() & table["points_claimed"].notna()].reset_index(drop=True)
    claimed, won = float(scored["points_claimed"].sum()), float(scored["won"].sum())
    title = f"Nhận lấy lại {number(claimed, 2)} điểm, kỳ sau xác nhận {less(won)}"
    bars = [
        Bar(
            f"{row.code} {text(row.unit_name)}: {row.title}",
            less(row.won),
            ((0.0, float(row.won), look.CHOSEN if row.won > 0 else look.SECOND),),
            f"nhận {number(row.points_claimed, 2)}, được {less(row.won)} ({name(row.period_now)})",
            row.code,
            mark=float(row.points_claimed),
        )
        for row in scored.itertuples()
    ]
    low = min(0.0, float(scored["won"].min())) if len(scored) else 0.0
    high = float(max(scored["points_claimed"].max(), scored["won"].max())) if len(scored) else 1.0
    return Exhibit(
        name="diem-lay-lai",
        title=title if len(scored) else "Chưa có số liệu kỳ sau để xác nhận điểm",
        words=" ".join(f"{bar.name}: {bar.detail}." for bar in bars) or "Chưa việc nào có số liệu kỳ sau.",
        caption=told(release, view, day, "Điểm nhận lấy lại và điểm số liệu sau đó xác nhận"),
        table=_twin(scored),
        drawing=drawn(bars, low, high, [("đã xác nhận", look.CHOSEN), ("vạch đen: điểm nhận", look.INK)])
        if bars
        else "<p>Điểm lấy lại được xác nhận khi có số liệu của kỳ sau.</p>",
    )


def less(points: float) -> str:
    """Points with a true minus where they were lost."""
    return number(points, 2).replace("-", "−")


def name(period: str) -> str:
    """`Quý IV/2022`."""
    return periods.parse(period).name


def state(row: Any) -> str:
    """`‼ quá hạn 12 ngày`: mark, words and days."""
    if row.dissolved and row.status not in CLOSED:
        return f"○ {LEFT}"
    words = f"{MARKS[row.status]} {WORDS[row.status]}"
    if row.status == OVERDUE:
        return f"{words} {-row.days_left} ngày"
    if row.status not in CLOSED:
        return f"{words}, còn {row.days_left} ngày"
    return words


def _card(row: Any) -> Card:
    due = f"Hạn {row.due_now:%d/%m/%Y}" + (f" (hạn gốc {on(row.due)})" if row.extended else "")
    done = f"{row.done_by} báo xong {on(row.done_at)}" if not absent(row.done_at) else ""
    closing = f"{row.closed_by} đóng {on(row.closed_at)}" if not absent(row.closed_at) else ""
    won = "" if absent(row.won) else f"Số liệu {name(row.period_now)} xác nhận {less(row.won)} điểm"
    claimed = "" if absent(row.points_claimed) else f"nhận {number(row.points_claimed, 2)} điểm"
    facts = (text(row.unit_name), row.criterion_name, f"Chủ trì: {row.owner}", due, done, closing, won, text(row.note))
    tone = "done" if row.dissolved else TONES.get(row.status, "")
    return Card(f"{row.code}. {row.title}", state(row), facts, row.code, tone, claimed)


def _sentence(row: Any) -> str:
    return f"{row.code} {text(row.unit_name)}, {row.title}, {row.owner}, hạn {row.due_now:%d/%m/%Y}: {state(row)}."


def _twin(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Mã việc": table["code"],
            "Đơn vị": table["unit_name"],
            "Tiêu chí": table["criterion_name"],
            "Việc": table["title"],
            "Chủ trì": table["owner"],
            "Ngày giao": table["opened_at"].map(on),
            "Hạn gốc": table["due"].map(on),
            "Hạn hiện nay": table["due_now"].map(on),
            "Tình trạng": [state(row) for row in table.itertuples()],
            "Điểm nhận": table["points_claimed"],
            "Còn lấy lại được": table["recoverable"],
            "Đã xác nhận": table["won"],
            "Minh chứng": table["evidence"].map(text),
            "Báo xong": table["done_at"].map(on),
            "Đóng": table["closed_at"].map(on),
            "Người đóng": table["closed_by"].map(text),
        }
    )
