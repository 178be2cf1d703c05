"""Workspaces of a few rows, written where a test can see its data."""

import csv
import json
from pathlib import Path
from typing import Any

from dx_metrics import store

FRAMEWORK = """
    code  | parent | name        | unit | value          | rule   | at_zero | at_full | max_points | missing | not_applicable | min_share
    TONG  |        | Toàn bộ     |      | sum            |        |         |         | 20         | stop    |                | 0.5
    DVC   | TONG   | Dịch vụ     |      | sum            |        |         |         | 10         | stop    |                | 0.5
    DVC01 | DVC    | Trực tuyến  | %    | nop / hs * 100 | linear | 0       | 50      | 10         | skip    | skip           |
    HTS   | TONG   | Hạ tầng     |      | sum            |        |         |         | 10         | stop    |                | 0.5
    HTS01 | HTS    | Mất kết nối | giờ  | mat            | linear | 48      | 0       | 10         | skip    | skip           |
"""
"""Two themes of one indicator each: half of `nop / hs` for full points, 48 hours of `mat` for none."""

UNITS = """
    code  | valid_from | valid_to   | name         | short_name | hex_q | hex_r | compared
    01906 | 2020-02-01 | 2025-06-30 | Xã Khang Ninh | Khang Ninh | 0    | 0     | true
    01909 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu    | Nam Mẫu    | 1    | 0     | true
    01912 | 2020-02-01 | 2025-06-30 | Xã Thượng Giáo | Thượng Giáo | 0  | 1     | true
    01906 | 2025-07-01 |            | Xã Ba Bể      | Ba Bể      | 0    | 0     | true
"""


def rows(text: str) -> list[dict[str, str]]:
    """A table drawn with bars, its first line the header."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def write(path: Path, table: list[dict[str, str]]) -> None:
    """A CSV file of these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def workspace(
    folder: Path,
    observations: str,
    *,
    units: str = UNITS,
    framework: str = FRAMEWORK,
    frequencies: dict[str, str] | None = None,
    targets: str = "",
    **dx: Any,
) -> Path:
    """`folder`/thu: a data package of one index over these observations (unit, period, variable, value, perhaps status)."""
    folder = folder / "thu"  # beside what a test writes into its own folder
    seen = rows(observations)
    write(folder / "units.csv", rows(units))
    write(folder / "observations" / "tat_ca.csv", [{"status": "", "reported_at": ""} | row for row in seen])
    often = frequencies or {}
    judged = {row["variable"] for row in seen if row["value"].isidentifier()}
    write(
        folder / "variables.csv",
        [
            {
                "code": code,
                "name": f"Biến {code}",
                "kind": "answer" if code in judged else "count",
                "frequency": often.get(code, "quarter"),
            }
            | {"due_days": "10", "owner": "UBND xã"}
            for code in sorted({row["variable"] for row in seen} | {"hs", "nop", "mat"})
        ],
    )
    if targets:
        write(folder / "targets.csv", rows(targets))
    index = folder / "frameworks" / "thu"
    write(index / "framework.csv", rows(framework))
    scoring = {"series": "thu", "effective_from": "2020-01-01"}
    described = {"name": "thu", "title": "Chỉ số thử", "version": "1", "basis": "Bộ thử", "scoring": scoring}
    (index / "datapackage.json").write_text(json.dumps(described), "utf-8")
    about = {"place": "Huyện Thử", "unit_word": "xã", "period": "quarter", "series": "thu", "illustrative": False}
    package = {"name": "thu", "title": "Bộ dữ liệu thử", "resources": [], "dx": about | dx}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


def release_of(folder: Path, observations: str, **more: Any) -> store.Release:
    """The published release of such a workspace."""
    made = workspace(folder, observations, **more)
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(made)
    assert release is not None
    return release


def points(release: store.Release, unit: str, code: str, period: str = "2022-Q1") -> float | None:
    """The points of a commune on a criterion; None where it has none."""
    sql = "select points from standings where unit = $unit and code = $code and period = $period"
    found = release.rows(sql, unit=unit, code=code, period=period)["points"]
    return None if found.isna().all() else float(found.iloc[0])
