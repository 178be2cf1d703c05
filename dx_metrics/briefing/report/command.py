"""`report`: a paper without the screen, or the names that its sentences may use."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from dx_metrics import store
from dx_metrics.briefing.report.names import SCOPES, WHOLE
from dx_metrics.briefing.report.order import PAPERS, REPORT, SHEETS, Order, Unwritable, make
from dx_metrics.briefing.report.pdf import NoPdf, pdf
from dx_metrics.briefing.report.results import WrongTotal
from dx_metrics.briefing.report.span import KINDS, ONE, spans
from dx_metrics.queries import choices
from dx_metrics.queries.follow_up import day_of
from dx_metrics.store import Release, journal
from dx_metrics.view import ALL, View


def main(argv: list[str]) -> int:
    """0 when the paper was written, 1 when data, files or the disk are at fault."""
    asked = _parser().parse_args(argv)
    if asked.names:
        _names()
        return 0
    release = store.open_release(asked.release) if asked.release else store.current()
    if release is None:
        return _refuse(f"Không có bản công bố {asked.release or 'nào'}; chạy `python3 manage.py publish` trước.")
    try:
        return _write(asked, release)
    except Unwritable as error:
        return _refuse("\n".join(map(str, error.problems)))
    except WrongTotal as error:
        return _refuse(f"Không lập văn bản vì số không khớp: {error}")
    except NoPdf as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"Đĩa hoặc thư mục không cho ghi: {error}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manage.py report", description="lập báo cáo, tóm tắt, phiếu kiểm tra (.docx)"
    )
    parser.add_argument("file", nargs="?", help="tệp .docx hoặc .pdf để ghi; bỏ trống: tên theo kỳ, ở thư mục này")
    parser.add_argument("--what", choices=list(PAPERS), default=REPORT, help="loại văn bản")
    parser.add_argument("--series", help="bộ chỉ số; bỏ trống: bộ của bộ dữ liệu")
    parser.add_argument("--period", help="kỳ cuối, ví dụ 2022-Q4; bỏ trống: kỳ mới nhất")
    parser.add_argument("--kind", choices=KINDS, default=ONE, help="một kỳ, hay cộng từ đầu năm")
    parser.add_argument("--unit", default=ALL, help="mã đơn vị của phiếu kiểm tra; bỏ trống: tất cả")
    parser.add_argument("--level", default="", help="mã đơn vị cấp trên: chỉ nói về các đơn vị của cấp đó")
    parser.add_argument("--release", help="bản công bố, ví dụ r3; bỏ trống: bản đang hiển thị")
    parser.add_argument("--address", default="", help="địa chỉ bảng theo dõi, để in mã QR")
    parser.add_argument("--who", default="", help="ai lập, ghi vào nhật ký")
    parser.add_argument("--names", action="store_true", help="liệt kê mọi tên mà câu trong tệp mẫu dùng được")
    return parser


def _write(asked: argparse.Namespace, release: Release) -> int:
    table = choices.series(release)["series"]
    series = asked.series or (
        release.about["series"] if release.about["series"] in set(table) else next(iter(table), "")
    )
    known = list(choices.periods(release, series)["code"])
    if not known:
        return _refuse(f"Chưa có kỳ nào được chấm điểm của bộ chỉ số “{series}”.")
    period = asked.period or known[0]
    if period not in known:
        return _refuse(f"Không có kỳ {period}; các kỳ có: {', '.join(known)}.")
    if asked.level and asked.level not in (levels := list(choices.levels(release, period)["code"])):
        return _refuse(f"Không có cấp {asked.level} trong kỳ {period}; các cấp có: {', '.join(levels) or 'không'}.")
    release = release.at(asked.level)
    found = spans(release, series, period)
    if asked.kind not in found:
        return _refuse(f"Báo cáo “{asked.kind}” không kết thúc ở kỳ {period}; có: {', '.join(found)}.")
    units = set(choices.units(release, period)["code"])
    if asked.what == SHEETS and asked.unit not in (units | {ALL}):
        return _refuse(f"Không có đơn vị {asked.unit} trong kỳ {period}.")
    view = {"bo": series, "ky": period, "xa": asked.unit, "tru_cot": ALL, "ban": release.id}
    link = link_of(asked.address, view | ({"cap": asked.level} if asked.level else {}))
    day = day_of(release, View(series, period)).isoformat()
    order = Order(asked.what, series, period, asked.kind, asked.unit, day, link if asked.address else "", asked.level)
    path = Path(asked.file or f"{asked.what}_{period}_{asked.kind}_{release.id}.docx")
    made = make(release, order, lambda words: print(f"{words} …", file=sys.stderr))
    path.write_bytes(pdf(made.content) if path.suffix.lower() == ".pdf" else made.content)
    journal.append("report", asked.who or "dòng lệnh", details=order.details() | {"release": release.id})
    for words in made.lacking:
        print(f"Thiếu: {words}", file=sys.stderr)
    print(path)
    return 0


def link_of(address: str, parameters: Mapping[str, str]) -> str:
    """The light page of a pinned view: what the QR opens."""
    return f"{address.rstrip('/')}/xem/?{urlencode(parameters)}"


def _names() -> None:
    print("Dùng ở mọi câu:")
    for name, words in WHOLE.items():
        print(f"  {{{name}}}: {words}")
    for scope, names in SCOPES.items():
        if scope:
            print(f'\nThêm ở câu có moi = "{scope}":')
            for name, words in names.items():
                print(f"  {{{name}}}: {words}")


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
