"""What the committee's registers say of a span: meetings, visits, actions, replies, as they stood on a day."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from dx_metrics.briefing.report.codes import Figure, Value
from dx_metrics.briefing.report.matter import ALL_UNITS, Matter
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.rows import each as each_row
from dx_metrics.follow_up.status import DONE, DUE_SOON, NO_GAIN, OVERDUE, WORDS
from dx_metrics.queries import follow_up, report
from dx_metrics.queries.follow_up import within
from dx_metrics.wording import absent, clipped

MOST = 8
SOON = timedelta(days=183)
"""A visit farther ahead is not part of the next period's work."""
Rows = list[dict[str, Value]]


def actions(matter: Matter) -> pd.DataFrame:
    """The remediation plan, without what a merged commune left open."""
    table = within(plan(matter.release, matter.span.period, matter.as_of), _here(matter))
    return table[~table["dissolved"]].reset_index(drop=True)


def registers(matter: Matter) -> tuple[dict[str, Value], dict[str, Rows]]:
    """What is said once, and by scope what is said of each entry."""
    release, as_of, here = matter.release, matter.as_of, _here(matter)
    held = follow_up.meetings(release, as_of)
    held = held[held["date"].between(_stamp(matter.begins), _stamp(matter.ends))].iloc[::-1]
    agreed = within(follow_up.conclusions(release, as_of), here, nobody=True)
    agreed = agreed[agreed["meeting"].isin(held["code"])]
    visits = within(follow_up.inspections(release, as_of), here)
    done = visits[visits["held"] & visits["date"].between(_stamp(matter.begins), _stamp(matter.ends))]
    coming = visits[~visits["held"]]
    coming = coming[coming["date"].between(_stamp(as_of), _stamp(as_of + SOON), inclusive="right")]
    tasks = actions(matter)
    replied = within(follow_up.replies(release, as_of), here)
    replied = replied[replied["period"].isin([*matter.span.periods, str(matter.begins.year)])]
    later = follow_up.extensions(release, as_of)
    waiting = later[later["decided_at"].isna() & later["action"].isin(tasks["code"])]
    papers = report.documents(release, matter.span.periods)
    answered = replied["answer"].notna() & (replied["answered_at"] <= _stamp(as_of))
    in_charge = within(follow_up.assignments(release, matter.ends), here)

    def count(value: int, what: str, row: str) -> Figure:
        return Figure(float(value), what, ALL_UNITS, matter.span.name, row, 0)

    whole: dict[str, Value] = {
        "so_van_ban": count(len(papers), "Số văn bản trong kỳ", "sự kiện"),
        "so_cuoc_hop": count(len(held), "Số cuộc họp Ban Chỉ đạo", "cuộc họp"),
        "so_ket_luan": count(len(agreed), "Số kết luận của các cuộc họp", "kết luận họp"),
        "so_kiem_tra": count(len(done), "Số cuộc kiểm tra", "kiểm tra"),
        "so_phat_hien": count(int(done["findings"].sum()), "Số phát hiện qua kiểm tra", "kiểm tra"),
        "kiem_tra_toi": count(len(coming), "Số cuộc kiểm tra đã định", "kiểm tra"),
        "so_giai_trinh": count(len(replied), "Số giải trình", "giải trình"),
        "so_giai_trinh_cho": count(int((~answered).sum()), "Số giải trình chưa trả lời", "giải trình"),
        "so_gia_han_cho": count(len(waiting), "Số đề nghị gia hạn chưa trả lời", "gia hạn"),
        "so_thanh_vien": count(in_charge["member"].nunique(), "Số thành viên phụ trách", "phân công"),
    }
    whole |= _plan(matter, tasks)
    each: dict[str, Rows] = {
        "van_ban": [{"ten": r.name, "ngay": day(r.date), "can_cu": text(r.basis)} for r in each_row(papers)],
        "cuoc_hop": [
            {
                "ten": str(r.title),
                "ngay": day(r.date),
                "chu_tri": text(r.chair),
                "ket_luan": count(int((agreed["meeting"] == r.code).sum()), f"{r.title}: số kết luận", "kết luận họp"),
            }
            for r in each_row(held)
        ],
        "kiem_tra": [_visit(r, count) for r in each_row(pd.concat([done, coming]))],
        "viec": [_task(r, matter) for r in each_row(tasks)],
        "gia_han": [_extension(r, tasks) for r in each_row(waiting)],
        "giai_trinh": [
            {
                "xa": text(r.unit_name),
                "chi_tieu": text(r.criterion_name),
                "noi_dung": text(r.reply),
                "tra_loi": text(r.answer) if known else "",
                "da_tra_loi": "1" if known else "",
            }
            for r, known in zip(each_row(replied), answered, strict=True)
        ],
    }
    return whole, each


def _here(matter: Matter) -> set[str] | None:
    return follow_up.of_level(matter.release, matter.span.period)


def _plan(matter: Matter, tasks: pd.DataFrame) -> dict[str, Value]:
    closed = tasks["status"].isin([DONE, NO_GAIN])
    late = tasks[tasks["status"] == OVERDUE]
    opened = tasks["opened_at"].between(_stamp(matter.begins), _stamp(matter.ends))
    when = f"đến {day(matter.as_of)}"

    def figure(value: float, what: str, decimals: int = 0, measure: str = "việc") -> Figure:
        return Figure(float(value), what, ALL_UNITS, when, "việc phải làm", decimals, measure)

    return {
        "so_viec": figure(len(tasks), "Số việc đã giao"),
        "so_viec_moi": figure(int(opened.sum()), "Số việc giao trong kỳ"),
        "so_viec_xong": figure(int(closed.sum()), "Số việc đã xong"),
        "so_viec_chua_xong": figure(int((~closed).sum()), "Số việc chưa xong"),
        "so_viec_qua_han": figure(len(late), "Số việc quá hạn"),
        "xa_qua_han": clipped(list(dict.fromkeys(late["unit_name"].dropna())), MOST),
        "so_sap_den_han": figure(int((tasks["status"] == DUE_SOON).sum()), "Số việc sắp đến hạn"),
        "diem_da_lay": figure(float(tasks["won"].clip(lower=0).sum()), "Điểm đã lấy lại", 2, "điểm"),
        "diem_con_lay": figure(float(tasks["recoverable"].sum()), "Điểm còn lấy lại được", 2, "điểm"),
    }


def _task(row, matter: Matter) -> dict[str, Value]:
    when, source = f"đến {day(matter.as_of)}", f"việc phải làm · {row.code}"
    whose = text(row.unit_name)
    return {
        "ma": str(row.code),
        "ten": str(row.title),
        "xa": whose,
        "chi_tieu": text(row.criterion_name),
        "chu_tri": str(row.owner),
        "han": day(row.due_now),
        "trang_thai": WORDS[row.status],
        "qua_han": "1" if row.status == OVERDUE else "",
        "xong": "1" if row.status in (DONE, NO_GAIN) else "",
        "lay_duoc": Figure(float(row.recoverable), f"{row.title}: còn lấy lại được", whose, when, source, 2, "điểm"),
        "da_lay": ""
        if absent(row.won)
        else Figure(float(row.won), f"{row.title}: đã lấy lại", whose, when, source, 2, "điểm"),
    }


def _visit(row, count) -> dict[str, Value]:
    return {
        "xa": text(row.unit_name),
        "ngay": day(row.date),
        "doan": text(row.team),
        "ket_qua": text(row.result),
        "phat_hien": count(
            int(row.findings), f"Kiểm tra {text(row.unit_name)}: số phát hiện", f"kiểm tra · {row.code}"
        ),
        "da_lam": "1" if row.held else "",
    }


def _extension(row, tasks: pd.DataFrame) -> dict[str, Value]:
    own = tasks[tasks["code"] == row.action].iloc[0]
    return {"viec": str(own["title"]), "xa": text(own["unit_name"]), "den": day(row.until), "ly_do": text(row.reason)}


def day(value) -> str:
    """A date as papers write it: 05/4/2022 has a zero for the day under ten and for months 1 and 2."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def text(value) -> str:
    """A cell as letters; nothing where there is nothing."""
    return "" if absent(value) else str(value)


def _stamp(value: date) -> Any:
    return pd.Timestamp(value)
