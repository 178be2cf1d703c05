"""Bytes of a CSV to rows: one plain dialect, nothing guessed, every fault with its row.

Rows go to a plain copy that DuckDB reads with nothing left to interpret. Its own reader is never
let near the original: it takes ragged or oddly quoted files without a word, or in part.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

from dx_metrics.catalogue.package import Resource
from dx_metrics.problems import Problem

Write = Callable[[list[str]], Any]
Numbered = Iterator[tuple[int, list[str]]]

# Control characters are refused on the way in, so \x01 stands for no text: '' stays ''. The line end is told, else
# DuckDB takes that of a cell which holds nothing but a line break for the file's own.
READ_COPY = """
select * from read_csv($path, columns = $columns, auto_detect = false, header = false, delim = ',', new_line = '\\r\\n',
                       quote = '"', escape = '"', nullstr = '\x01', max_line_size = 16000000)
"""
"""The rows of a plain copy, made with `copying`."""
SHOWN = 20
"""Problems of one kind shown one by one; the others are counted."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RAGGED = "Kiểm tra dấu phẩy thừa, thiếu; ô có dấu phẩy phải đặt trong nháy kép."
_UNDECLARED = "Sửa tên cột, xóa cột, hoặc khai trong datapackage.json."
_SAVE = "Lưu lại từ Excel: “CSV UTF-8 (dấu phẩy)”."


def copying(file: TextIO) -> Callable[[Iterable[object]], Any]:
    """What writes rows into a plain copy, opened with `newline=""`."""
    # A writer quotes what could end a line only if its own line end holds that character.
    return csv.writer(file, lineterminator="\r\n").writerow


def copy_rows(folder: Path, resource: Resource, write: Write) -> tuple[int, list[Problem]]:
    """Hand every whole row of a table's files to `write` as file, row, then the resource's columns.

    Returns how many rows were written and what is wrong with the files. A cell that is not there is ''.
    """
    written, problems = 0, []
    for file in resource.files:
        try:
            content = (folder / file).read_bytes()
        except OSError as error:
            problems.append(Problem("không mở được tệp", f"Kiểm tra quyền đọc ({error.strerror}).", file))
            continue
        rows, faults = copy_content(file, content, resource, write)
        written += rows
        problems += faults
    return written, problems


def copy_content(file: str, content: bytes, resource: Resource, write: Write) -> tuple[int, list[Problem]]:
    """The same of the bytes of one file; `file` is the name that problems give."""
    text, problems = _text(content, file)
    if text is None:
        return 0, problems
    written = 0
    # newline="" keeps a line break inside a quoted cell as it was written.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        faults = _header_faults(file, header, resource)
        problems += faults
        if not faults:
            rows = _whole_rows(file, reader, len(header), problems)
            for row in _arranged(file, rows, header, resource):
                write(row)
                written += 1
    except csv.Error as error:
        message = f"dấu nháy kép không đóng hoặc đặt sai ({error})"
        problems.append(Problem(message, "Sửa dấu nháy ở dòng này. " + _SAVE, file, reader.line_num))
    return written, problems


def _text(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return None, [Problem("tệp không phải mã UTF-8", _SAVE, file, row)]
    control = _CONTROL.search(text)
    if control:
        row = text.count("\n", 0, control.start()) + 1
        shown = repr(control[0])
        return None, [Problem("có ký tự điều khiển không in được", "Gõ lại ô này.", file, row, value=shown)]
    return text, []


def _header_faults(file: str, header: list[str], resource: Resource) -> list[Problem]:
    known = {column.name for column in resource.columns}
    needed = {c.name for c in resource.columns if ("required", True) in c.rules} | resource.declared
    if not any(header):
        return [Problem("dòng đầu phải là tên các cột", "Ghi tên cột: " + ", ".join(sorted(needed)), file, 1)]
    if len(header) == 1 and header[0] not in known and re.search(r"[;\t]", header[0]):
        return [Problem("các cột không ngăn cách bằng dấu phẩy", _SAVE, file, 1, value=header[0][:60])]
    faults = [
        Problem("cột này không có trong khai báo", _UNDECLARED, file, 1, name)
        for name in dict.fromkeys(header)
        if name not in known
    ]
    faults += [
        Problem("tên cột ghi hai lần", "Xóa hoặc đổi tên một cột.", file, 1, name)
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    faults += [Problem("thiếu cột này", "Thêm cột.", file, 1, name) for name in sorted(needed - set(header))]
    return faults


def _whole_rows(file: str, reader: Iterator[list[str]], width: int, problems: list[Problem]) -> Numbered:
    """Rows as wide as the header, numbered as Excel does; an empty line counts but is no row."""
    ragged = 0
    for number, row in enumerate(reader, 2):
        if len(row) == width:
            yield number, row
        elif row:
            ragged += 1
            if ragged <= SHOWN:
                message = f"dòng có {len(row)} ô, tiêu đề có {width} cột"
                problems.append(Problem(message, _RAGGED, file, number))
    if ragged > SHOWN:
        problems.append(Problem(f"còn {ragged - SHOWN} dòng khác thừa hoặc thiếu ô", _RAGGED, file))


def _arranged(file: str, rows: Numbered, header: list[str], resource: Resource) -> Iterator[list[str]]:
    """Cells in the order of the resource's columns."""
    names = [column.name for column in resource.columns]
    if header == names:
        yield from ([file, str(number), *cells] for number, cells in rows)
        return
    # One cell too many, '', stands for every column that the file lacks.
    places = [header.index(name) if name in header else len(header) for name in names]
    pick = itemgetter(*places, len(header))
    for number, cells in rows:
        cells.append("")
        yield [file, str(number), *islice(pick(cells), len(names))]
