"""Which figures are added up over the periods of a year: a file of the workspace says so, nobody guesses."""

import re
import tomllib
from pathlib import Path

from dx_metrics.problems import Problem
from dx_metrics.queries import report
from dx_metrics.store import Release

FILE = "cong-don.toml"
"""In the workspace's folder `report`: a list `cong` of variables to add up; all others stand as in the last period."""


def summed(release: Release, workspace: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """Codes of the variables that are added up over periods, and what is wrong with the file."""
    path = workspace / "report" / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return (), []
    except (OSError, UnicodeDecodeError) as error:
        return (), [Problem(f"không đọc được tệp ({error})", "Lưu lại tệp với mã UTF-8.", FILE)]
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), [Problem(f"sai cú pháp TOML ({error})", "Sửa lại ngoặc, nháy, dấu phẩy.", FILE)]
    wrong = [
        Problem("không có mục này", "Chỉ ghi mục “cong”.", FILE, line_of(text, word), value=word)
        for word in written
        if word != "cong"
    ]
    listed = written.get("cong", [])
    if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
        return (), [*wrong, Problem("“cong” phải là danh sách mã biến", 'Ghi cong = ["ma_bien"].', FILE)]
    known = report.variables(release).set_index("code")
    period = str(release.about["period"])
    for code in listed:
        row = line_of(text, f'"{code}"')
        if code not in known.index:
            wrong.append(Problem("không có biến này", "Sửa mã theo variables.csv.", FILE, row, value=code))
        elif known.at[code, "kind"] == "answer" or known.at[code, "frequency"] != period:
            message = "chỉ cộng được biến là số, báo cáo đúng theo kỳ của bộ dữ liệu"
            wrong.append(Problem(message, "Bỏ mã này khỏi danh sách.", FILE, row, value=code))
    return (() if wrong else tuple(listed)), wrong


def line_of(text: str, word: str, begins: int = 0) -> int | None:
    """The line on which a word stands, counted from 1, looking from a place in the text on."""
    found = re.compile(re.escape(word)).search(text, begins)
    return text.count("\n", 0, found.start()) + 1 if found else None
