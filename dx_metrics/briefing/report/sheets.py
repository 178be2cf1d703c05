"""Inspection sheets as a paper, a commune after the other: the same sheet that the screen prints."""

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from dx_metrics.briefing.report import form
from dx_metrics.briefing.report.document import Made, Tell, footing, opened, quiet, square, stamp_of
from dx_metrics.briefing.report.findings_registers import day
from dx_metrics.briefing.report.grid import Column, grid
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.follow_up.sheet import Sheet, sheet
from dx_metrics.wording import number, plain

LINES = 5
"""Empty rows for what the team finds."""
SIZE = 10


def sheets(matter: Matter, units: Sequence[str], link: str = "", tell: Tell = quiet) -> Made:
    """One sheet a commune. Raises KeyError for no commune of the period."""
    document = opened(matter, "Phiếu kiểm tra")
    form.running(document.sections[0], stamp=stamp_of(matter), foot=footing(matter), qr=square(link))
    view = replace(matter.view, day=matter.as_of.isoformat())
    for at, unit in enumerate(units):
        tell(f"Phiếu {at + 1}/{len(units)}")
        _sheet(document, sheet(matter.release, replace(view, unit=unit)), breaks=at > 0)
    return Made(form.bytes_of(document), [] if link else ["Mã QR: chưa biết địa chỉ của bảng theo dõi."])


def _sheet(document: Document, found: Sheet, *, breaks: bool) -> None:
    head = document.add_paragraph(style="Heading 1")
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.first_line_indent = Mm(0)
    head.paragraph_format.page_break_before = breaks
    form.plain(head, f"PHIẾU KIỂM TRA {found.visit}".strip(), form.BODY, bold=True)
    when = f", ngày {day(found.date)}" if found.date else ""
    _line(document, f"{found.unit_name}, {found.place}{when}", centred=True, bold=True)
    _line(document, f"{found.period_name}, tình hình đến {day(found.day)}, bản công bố {found.release}", centred=True)
    _line(document, f"Đoàn kiểm tra: {found.team or '………………………………………………'}")
    _line(document, f"Thành viên phụ trách: {', '.join(found.members) or 'chưa phân công'}")
    _line(document, f"Lần kiểm tra trước: {day(found.last_visit) if found.last_visit else 'chưa kiểm tra'}")
    for part in found.checklist:
        _line(document, f"☐ {part}")
    lost = sum(row.lost for row in found.lost)
    _table(
        document,
        f"1. Điểm mất: {number(lost, 2)} điểm",
        (
            Column("Tiêu chí", 52),
            Column("Mất", 14, "right"),
            Column("Lấy lại bằng cách", 61),
            Column("Thực tế thấy", 38),
        ),
        [(f"{row.code} {row.name}", number(row.lost, 2), row.cure or row.why, "") for row in found.lost],
        "Không mất điểm nào.",
        ("Cộng", number(lost, 2), "", ""),
    )
    _table(
        document,
        "2. Điểm tự chấm chưa có minh chứng",
        (Column("Tiêu chí", 70), Column("Điểm", 18, "right"), Column("Kỳ chấm", 25, "center"), Column("Đã xem", 52)),
        [(f"{row.code} {row.name}", plain(row.points), row.period, "") for row in found.unproved],
        "Không có.",
    )
    _table(
        document,
        "3. Việc đang làm",
        (Column("Việc", 62), Column("Chủ trì", 36), Column("Hạn, tình trạng", 34), Column("Đóng được chưa", 33)),
        [
            (
                f"{row.code} {row.title}",
                row.owner,
                f"{day(row.due)}, {row.status}{', đã báo xong' if row.reported else ''}",
                "",
            )
            for row in found.actions
        ],
        "Không có việc nào đang làm.",
    )
    _table(
        document,
        "4. Giải trình của đơn vị",
        (
            Column("Mã", 16, "center"),
            Column("Tiêu chí", 46),
            Column("Giải trình", 65),
            Column("Đúng thực tế không", 38),
        ),
        [(*row, "") for row in found.replies],
        "Không có.",
    )
    _table(
        document,
        "5. Phát hiện khác",
        (Column("Thấy gì", 65), Column("Đề nghị", 45), Column("Ai làm", 30), Column("Hạn", 25)),
        [("", "", "", "")] * LINES,
        "",
    )
    signed = document.add_paragraph(style="Bare")
    signed.paragraph_format.space_before = Pt(8)
    signed.paragraph_format.tab_stops.add_tab_stop(Mm(105))
    form.plain(signed, "ĐẠI DIỆN ĐƠN VỊ\tTRƯỞNG ĐOÀN", 12, bold=True)


def _line(document: Document, text: str, *, centred: bool = False, bold: bool = False) -> None:
    line = document.add_paragraph(style="Bare")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    form.plain(line, text, 12, bold=bold)


def _table(
    document: Document,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    nothing: str,
    total: Sequence[str] | None = None,
) -> None:
    head = document.add_paragraph(style="Heading 2")
    head.paragraph_format.first_line_indent = Mm(0)
    form.plain(head, title, 12, bold=True)
    if rows:
        grid(document, columns, rows, total=total, size=SIZE, words=title, whole=8)
    else:
        _line(document, nothing)
