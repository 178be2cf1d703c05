"""The CSV files of a framework's folder as text cells, with the row numbers that Excel shows."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from dx_metrics.problems import Problem


def read_rows(
    path: Path, columns: Sequence[str], required: Sequence[str]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """(row number, cells by column) of every row that is not blank, and what is wrong with the file.

    All of `columns` are present in every row, blank where the file has not got them; columns that
    are not among them are said and left out. A row may be longer by blank cells, and shorter by columns
    that are not `required`, as spreadsheets save them.
    """
    file = path.name
    try:
        records = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except OSError:
        return [], [Problem("không mở được tệp", "Đặt tệp này vào thư mục của bộ chỉ số.", file)]
    except UnicodeDecodeError:
        return [], [Problem("tệp không ở bảng mã UTF-8", "Lưu lại với định dạng CSV UTF-8.", file)]
    except csv.Error:
        return [], [Problem("dấu ngoặc kép đặt sai chỗ", "Lưu lại tệp từ Excel với định dạng CSV UTF-8.", file)]
    records = list(enumerate(records, start=1))
    while records and not any(cell.strip() for cell in records[0][1]):
        records.pop(0)
    header = _trimmed([name.strip() for name in records[0][1]], 0) if records else []
    problems = _header(file, header, columns, required)
    if any(problem.level == "error" for problem in problems):
        return [], problems
    rows = []
    least = max((at for at, name in enumerate(header, start=1) if name in required), default=0)
    for number, record in records[1:]:
        if not any(cell.strip() for cell in record):
            continue
        record = _trimmed(record, len(header))
        if least <= len(record) < len(header):
            record = record + [""] * (len(header) - len(record))
        if len(record) != len(header):
            problems.append(
                Problem(
                    f"có {len(record)} ô nhưng hàng tiêu đề có {len(header)} cột",
                    "Đặt trong ngoặc kép ô nào có dấu phẩy, hoặc thêm bớt ô cho đủ.",
                    file,
                    number,
                )
            )
            continue
        cells = {name: cell.strip() for name, cell in zip(header, record, strict=True)}
        rows.append((number, {name: cells.get(name, "") for name in columns}))
    if not rows and not problems:
        problems.append(Problem("không có dòng nào", "Ghi các dòng dưới hàng tiêu đề.", file))
    return rows, problems


def _trimmed(record: list[str], least: int) -> list[str]:
    """Without the blank cells after the first `least`: Excel saves those of columns that once held something."""
    end = len(record)
    while end > least and not record[end - 1].strip():
        end -= 1
    return record[:end]


def _header(file: str, header: list[str], columns: Sequence[str], required: Sequence[str]) -> list[Problem]:
    problems = []
    for name in required:
        if name not in header:
            problems.append(Problem("thiếu cột", f"Thêm cột {name} vào hàng tiêu đề.", file, 1, name))
    for name in dict.fromkeys(header):
        if header.count(name) > 1 and name in columns:
            problems.append(Problem("cột có hai lần", "Giữ lại một cột.", file, 1, name))
        if name not in columns:
            cure = f"Cột này không được dùng; các cột dùng được là {', '.join(columns)}."
            problems.append(Problem("không có cột tên này", cure, file, 1, name, level="warning"))
    return problems
