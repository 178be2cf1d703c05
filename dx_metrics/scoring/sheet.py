"""framework.csv as text cells, with the row numbers that Excel shows."""

import csv
import io
from pathlib import Path

from dx_metrics.problems import Problem

COLUMNS = (
    "code",
    "parent",
    "name",
    "unit",
    "value",
    "transform",
    "rule",
    "at_zero",
    "at_full",
    "clip",
    "table",
    "min_points",
    "max_points",
    "weight",
    "missing",
    "not_applicable",
    "min_share",
    "round_to",
    "basis",
)
REQUIRED = ("code", "name", "missing")


def read_rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """(row number, cells by column) of every row that is not blank, and what is wrong with the file.

    Every column of `COLUMNS` is present in every row, blank where the file has not got it.
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
    header = [name.strip() for name in records[0]] if records else []
    problems = _header(file, header)
    if any(problem.level == "error" for problem in problems):
        return [], problems
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
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
        rows.append((number, {name: cells.get(name, "") for name in COLUMNS}))
    if not rows and not problems:
        problems.append(Problem("không có tiêu chí nào", "Ghi mỗi tiêu chí một dòng dưới hàng tiêu đề.", file))
    return rows, problems


def _header(file: str, header: list[str]) -> list[Problem]:
    problems = []
    for name in REQUIRED:
        if name not in header:
            problems.append(Problem("thiếu cột", f"Thêm cột {name} vào hàng tiêu đề.", file, 1, name))
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            problems.append(Problem("cột có hai lần", "Giữ lại một cột.", file, 1, name))
        if name not in COLUMNS:
            cure = f"Cột này không được dùng; các cột dùng được là {', '.join(COLUMNS)}."
            problems.append(Problem("không có cột tên này", cure, file, 1, name, level="warning"))
    return problems
