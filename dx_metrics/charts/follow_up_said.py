"""What communes replied and what meetings agreed."""

import pandas as pd

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.follow_up_actions import state
from dx_metrics.charts.follow_up_cards import Card, cards, on, text, told
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.status import OVERDUE
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, scope, within
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent


def replies(release: Release, view: View) -> Exhibit:
    """Replies to lost points, those without an answer first."""
    day = day_of(release, view)
    table = within(follow_up.replies(release, day), scope(release, view, day))
    waiting = table["answered_at"].isna()
    table = pd.concat([table[waiting], table[~waiting]], ignore_index=True)
    count = int(waiting.sum())
    title = f"{count} trên {len(table)} giải trình chưa được trả lời" if len(table) else "Chưa có giải trình nào"
    rows = [
        Card(
            f"{row.code}. {row.criterion_name}",
            "○ chờ trả lời" if absent(row.answered_at) else "✓ đã trả lời",
            (
                f"{text(row.unit_name)}, kỳ {row.period}",
                f"{row.by}, {on(row.at)}: {row.reply}",
                f"Minh chứng: {row.evidence}" if text(row.evidence) else "Chưa kèm minh chứng",
                f"{row.answered_by}, {on(row.answered_at)}: {text(row.answer)}" if not absent(row.answered_at) else "",
            ),
            row.code,
            "" if absent(row.answered_at) else "done",
        )
        for row in table.itertuples()
    ]
    return Exhibit(
        name="giai-trinh",
        title=title,
        words=f"{title}. " + " ".join(f"{card.title} ({card.facts[0]}): {card.facts[1]}." for card in rows[:20]),
        caption=told(release, view, day, "Giải trình điểm mất"),
        table=pd.DataFrame(
            {
                "Mã": table["code"],
                "Đơn vị": table["unit_name"],
                "Tiêu chí": table["criterion_name"],
                "Kỳ": table["period"],
                "Giải trình": table["reply"],
                "Minh chứng": table["evidence"].map(text),
                "Người gửi": table["by"],
                "Ngày gửi": table["at"].map(on),
                "Trả lời": table["answer"].map(text),
                "Người trả lời": table["answered_by"].map(text),
                "Ngày trả lời": table["answered_at"].map(on),
            }
        ),
        drawing=cards(rows, "Chưa có giải trình nào."),
    )


def conclusions(release: Release, view: View) -> Exhibit:
    """What was agreed, the newest meeting first, and what became of each point."""
    day = day_of(release, view)
    units = scope(release, view, day)
    table = within(follow_up.conclusions(release, day), units, nobody=True)
    stand = {row.code: (state(row), row.status) for row in plan(release, view.period, day).itertuples()}
    became = [stand.get(text(code), ("○ chưa giao thành việc", "")) for code in table["action"]]
    left = sum(not text(code) for code in table["action"])
    title = f"{len(table)} kết luận, {left} chưa giao thành việc" if len(table) else "Chưa ghi kết luận họp nào"
    rows = [
        Card(
            row.text,
            words,
            (
                f"{row.title}, {on(row.date)}, {text(row.minutes)}",
                text(row.unit_name),
                f"Chủ trì: {row.owner}" if text(row.owner) else "",
                f"Hạn {on(row.due)}" if not absent(row.due) else "",
                f"Việc {row.action}" if text(row.action) else "",
            ),
            f"{row.meeting}-{row.number}",
            "overdue" if status == OVERDUE else "",
        )
        for row, (words, status) in zip(table.itertuples(), became, strict=True)
    ]
    return Exhibit(
        name="ket-luan",
        title=title,
        words=f"{title}. " + " ".join(f"{card.title}: {card.state}." for card in rows[:20]),
        caption=told(release, view, day, "Kết luận các cuộc họp và tình trạng việc đã giao"),
        table=pd.DataFrame(
            {
                "Ngày họp": table["date"].map(on),
                "Cuộc họp": table["title"],
                "Biên bản": table["minutes"].map(text),
                "Số": table["number"],
                "Kết luận": table["text"],
                "Đơn vị": table["unit_name"].map(text),
                "Chủ trì": table["owner"].map(text),
                "Hạn": table["due"].map(on),
                "Việc": table["action"].map(text),
                "Tình trạng": [words for words, _ in became],
            }
        ),
        drawing=cards(rows, "Chưa ghi kết luận họp nào."),
    )
