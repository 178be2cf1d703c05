"""From the bytes of an office file to sheets of text."""

import logging
import re
from collections.abc import Iterable
from dataclasses import replace

from dx_metrics.intake import (
    cells,
    delimited,
    kinds,
    limits,
    markup,
    old_workbook,
    open_document,
    spreadsheet_ml,
    workbook,
)
from dx_metrics.intake.decoding import decode, mend_cells
from dx_metrics.intake.display_name import display_name
from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.sheet import Reading, Typed
from dx_metrics.intake.witness import Witness

_MACHINE = re.compile("[\x00-\x08\x0e-\x1f]")
_BOOKS = {"xlsx": workbook.read, "xls": old_workbook.read, "xlsb": old_workbook.read, "ods": open_document.read}

log = logging.getLogger(__name__)


def read(file: str, content: bytes, names: Iterable[str]) -> Reading:
    """Reads a file by what its bytes are. `names` are the register's: they prove under which encoding it was written.

    Never raises on bad content: a remark of level `must_fix` says what was refused, and then there may be no sheet.
    """
    shown = display_name(file)
    if len(content) > limits.most_bytes():
        return Reading(shown, remarks=[_too_large(len(content))])
    kind = ""
    try:
        kind, refused = kinds.kind(content)
        if refused:
            return Reading(shown, remarks=[refused])
        reading = _read(shown, kind, content, Witness(names))
    except Exception:
        log.exception("reading %s (%s, %d bytes)", shown, kind, len(content))
        return Reading(shown, kind, remarks=[kinds.broken()])
    if any(any(cell.strip() for cell in row) for sheet in reading.sheets for row in sheet.rows):
        return reading
    return reading if _blocked(reading) else replace(reading, remarks=[*reading.remarks, _nothing()])


def _read(file: str, kind: str, content: bytes, witness: Witness) -> Reading:
    if kind in _BOOKS:
        return _book(Reading(file, kind, "", "", *_BOOKS[kind](content)), witness)
    if kind == "xml":
        return _book(Reading(file, kind, "", "", *spreadsheet_ml.read(content)), witness)
    decoded = decode(markup.page_of(content) if kind == "mhtml" else content, witness)
    if kind in ("html", "mhtml"):
        sheets, remarks = markup.read(decoded.text)
        return _settled(Reading(file, kind, decoded.encoding, "", sheets, decoded.remarks + remarks), witness)
    if len(_MACHINE.findall(decoded.text[:100_000])) > max(20, 0.05 * min(len(decoded.text), 100_000)):
        return Reading(file, remarks=[_not_text()])
    sheet, dialect, remarks = delimited.read(decoded.text)
    reading = Reading(file, kind, decoded.encoding, dialect.separator, [sheet], decoded.remarks + remarks)
    return _settled(reading, witness)


def _book(reading: Reading, witness: Witness) -> Reading:
    """A workbook whose letters may be those of an old font."""
    places = [
        (row, at)
        for sheet in reading.sheets
        for row in sheet.rows
        for at, cell in enumerate(row)
        if not isinstance(cell, Typed) and not cell.isascii()
    ]
    texts, font = mend_cells([row[at] for row, at in places], witness)
    for (row, at), text in zip(places, texts, strict=True):
        row[at] = text
    if font:
        reading.remarks.append(
            Remark(
                FIXED,
                "encoding",
                f"Chữ trong bảng dùng bảng mã {font}, đã chuyển sang Unicode",
                "Xem lại chữ có dấu trong bảng",
                value=font,
            )
        )
    return _settled(reading, witness)


def _settled(reading: Reading, witness: Witness) -> Reading:
    for sheet in reading.sheets:
        reading.remarks.extend(cells.settle(sheet, witness))
    return reading


def _blocked(reading: Reading) -> bool:
    return any(remark.level == MUST_FIX for remark in reading.remarks)


def _too_large(size: int) -> Remark:
    return Remark(
        MUST_FIX,
        "file_too_large",
        f"Tệp nặng {size / 2**20:.0f} MB, mức cho phép là {limits.most_bytes() // 2**20} MB",
        "Giữ lại riêng bảng số liệu cần nạp, hoặc chia tệp theo kỳ",
    )


def _nothing() -> Remark:
    return Remark(MUST_FIX, "empty_file", "Tệp không có ô nào có nội dung", "Kiểm tra lại tệp rồi gửi bản có số liệu")


def _not_text() -> Remark:
    return Remark(
        MUST_FIX,
        "not_a_table",
        "Tệp không phải văn bản cũng không phải bảng tính: đầy ký tự máy",
        "Gửi tệp bảng tính (.xlsx, .xls, .ods) hoặc CSV",
    )
