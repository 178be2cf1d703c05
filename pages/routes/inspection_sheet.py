"""`/in/phieu-kiem-tra?xa=…`: the paper that an inspection team carries to one commune, plain, A4."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up.sheet import Sheet, sheet
from dx_metrics.view import ALL
from dx_metrics.wording import number, plain
from pages.registers.reach import dated, own
from pages.routes import assets
from pages.routes.light import nothing
from pages.routes.person import request_person
from pages.shared.options import RELEASE, looked_at

LINES = 6
"""Empty rows for what the team finds."""
LOOK = "sheet.css"


async def inspection_sheet(request: Request) -> Response:
    """The sheet; a sentence and a way on where there is none."""
    parameters, person = dict(request.query_params), request_person(request)
    return await to_thread.run_sync(_answer, parameters, person)


def _answer(parameters: dict[str, str], person: Person | None) -> Response:
    pinned = parameters.get(RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return nothing("Không có bản công bố này." if pinned else "Chưa có bản công bố nào.")
    release, view = looked_at(release, parameters)
    view = own(release, dated(release, view, pinned=pinned is not None), person)
    if view.unit == ALL:
        return nothing("Chọn đơn vị cần kiểm tra.")
    try:
        found = sheet(release, view)
    except KeyError:
        return nothing("Đơn vị này không có trong kỳ đó.")
    return HTMLResponse(page(found), headers={"Cache-Control": "no-cache"})


def page(found: Sheet) -> str:
    """The sheet as HTML, escaped."""
    when = f", ngày {found.date:%d/%m/%Y}" if found.date else ""
    last = f"{found.last_visit:%d/%m/%Y}" if found.last_visit else "chưa kiểm tra"
    note = "<p><b>Số liệu minh họa.</b></p>" if found.illustrative else ""
    facts = [
        f"Đoàn kiểm tra: {found.team or '…………………………………………'}",
        f"Thành viên phụ trách: {', '.join(found.members) or 'chưa phân công'}",
        f"Lần kiểm tra trước: {last}",
    ]
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Phiếu kiểm tra {escape(found.unit_name)}</title><style>{look()}</style></head><body>"
        '<p class="screen"><a href="../kiem-tra">Về trang Kiểm tra</a>. In bằng lệnh in của trình duyệt (Ctrl+P).</p>'
        f"<h1>PHIẾU KIỂM TRA {escape(found.visit)}</h1>"
        f'<p class="where"><b>{escape(found.unit_name)}</b>, {escape(found.place)}{when}</p>'
        f'<p class="where">{escape(found.period_name)}, tình hình đến {found.day:%d/%m/%Y}, '
        f"bản công bố {escape(found.release)}</p>{note}"
        + "".join(f"<p>{escape(fact)}</p>" for fact in facts)
        + _checklist(found)
        + _table(
            f"1. Điểm mất: {number(sum(row.lost for row in found.lost), 2)} điểm",
            ("Tiêu chí", "Mất", "Vì sao, lấy lại bằng cách", "Thực tế thấy"),
            [
                (f"{row.code} {row.name}", number(row.lost, 2), "; ".join(t for t in (row.why, row.cure) if t), "")
                for row in found.lost
            ],
            "Không mất điểm nào.",
        )
        + _table(
            "2. Điểm tự chấm chưa có minh chứng",
            ("Tiêu chí", "Điểm", "Kỳ chấm", "Đã xem minh chứng"),
            [(f"{row.code} {row.name}", plain(row.points), row.period, "") for row in found.unproved],
            "Không có.",
        )
        + _table(
            "3. Việc đang làm",
            ("Việc", "Chủ trì", "Hạn, tình trạng", "Đóng được chưa, vì sao"),
            [
                (
                    f"{row.code} {row.title}",
                    row.owner,
                    f"{row.due:%d/%m/%Y}, {row.status}{', đã báo xong: ' + row.evidence if row.reported else ''}",
                    "",
                )
                for row in found.actions
            ],
            "Không có việc nào đang làm.",
        )
        + _table(
            "4. Giải trình của đơn vị",
            ("Mã", "Tiêu chí", "Giải trình", "Đúng thực tế không"),
            [(*row, "") for row in found.replies],
            "Không có.",
        )
        + _table("5. Phát hiện khác", ("Thấy gì", "Đề nghị", "Ai làm", "Hạn"), [("", "", "", "")] * LINES, "")
        + '<div class="signed"><p>ĐẠI DIỆN ĐƠN VỊ</p><p>TRƯỞNG ĐOÀN</p></div></body></html>'
    )


@lru_cache(maxsize=1)
def look() -> str:
    """The paper's own style, as it stands in the page."""
    return (assets.FOLDER / LOOK).read_text("utf-8")


def _checklist(found: Sheet) -> str:
    if not found.checklist:
        return ""
    return "<p>Nội dung:</p><ul>" + "".join(f"<li>☐ {escape(part)}</li>" for part in found.checklist) + "</ul>"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    inside = (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        if rows
        else f"<p>{escape(nothing)}</p>"
    )
    return f"<h2>{escape(title)}</h2>{inside}"


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>" if text else '<td class="empty"></td>'
