"""datapackage.json of a framework: its title, version and the `scoring` settings."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from dx_metrics.problems import Problem
from dx_metrics.scoring import grades
from dx_metrics.scoring.framework import Settings

FILE = "datapackage.json"


def read_package(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """The package's JSON object; empty, with a problem, when it cannot be read."""
    try:
        package = json.loads((folder / FILE).read_bytes().decode("utf-8-sig"))
    except OSError:
        return {}, [Problem("không mở được tệp", "Đặt tệp này cạnh framework.csv.", FILE)]
    except (ValueError, RecursionError):
        return {}, [Problem("tệp không phải là JSON ở bảng mã UTF-8", "Sửa lại theo tệp mẫu.", FILE)]
    if not isinstance(package, dict) or not isinstance(package.get("scoring") or {}, dict):
        return {}, [Problem("tệp phải là một đối tượng JSON, mục scoring cũng vậy", "Sửa lại theo tệp mẫu.", FILE)]
    return package, []


def read_settings(scoring: dict[str, Any]) -> tuple[Settings, list[Problem]]:
    """The settings written in the `scoring` object, and what is wrong with them."""
    reader = _Reader(scoring)
    reader.only("rounding", "half_up", "Chỉ có làm tròn nửa lên: half_up.")
    reader.only("rank_ties", "min", "Bằng điểm thì cùng nhận hạng tốt hơn: min.")
    starts, ends = reader.day("effective_from"), reader.day("effective_to")
    if starts and ends and starts > ends:
        reader.note("effective_to", "ngày hết hiệu lực đứng trước ngày bắt đầu", "Sửa một trong hai ngày.")
    settings = Settings(
        rank_of=reader.rank_of(),
        reference_units=reader.codes("reference_units"),
        unranked_units=reader.codes("unranked_units") or (),
        grades=reader.grades(),
        effective_from=starts,
        effective_to=ends,
        series=str(scoring.get("series") or ""),
        tolerance=reader.number("tolerance", 1e-9),
        known_rank_mismatches=int(reader.number("known_rank_mismatches", 0)),
        assessed=scoring.get("assessed") is True,
    )
    return settings, reader.problems


class _Reader:
    def __init__(self, scoring: dict[str, Any]) -> None:
        self.scoring = scoring
        self.problems: list[Problem] = []

    def note(self, name: str, message: str, cure: str) -> None:
        shown = json.dumps(self.scoring.get(name), ensure_ascii=False)
        self.problems.append(Problem(f"scoring.{name}: {message}", cure, FILE, value=shown))

    def only(self, name: str, word: str, cure: str) -> None:
        if self.scoring.get(name) not in (None, "", word):
            self.note(name, "không có cách này", cure)

    def day(self, name: str) -> date | None:
        found = self.scoring.get(name)
        if found in (None, ""):
            return None
        if isinstance(found, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", found):
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        self.note(name, "không phải là ngày", "Ghi ngày dạng 2022-07-01.")
        return None

    def number(self, name: str, default: float) -> float:
        found = self.scoring.get(name)
        if found is None:
            return default
        if isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found < 1e15:
            return float(found)
        self.note(name, "không phải là số từ 0 trở lên", "Ghi một số.")
        return default

    def rank_of(self) -> str | float:
        found = self.scoring.get("rank_of")
        if found in (None, ""):
            return "full"
        if found in ("full", "rounded"):
            return str(found)
        step = str(found)
        if re.fullmatch(r"\d*\.?\d+([eE]-?\d+)?", step) and 0 < float(step) < 1e15:
            return float(step)
        self.note("rank_of", "không hiểu", "Ghi full (điểm chưa làm tròn), rounded, hoặc bước làm tròn như 0.01.")
        return "full"

    def codes(self, name: str) -> tuple[str, ...] | None:
        found = self.scoring.get(name)
        if found in (None, "", "all", []):
            return None
        if isinstance(found, str):
            found = [code.strip() for code in re.split("[;,]", found)]
        if isinstance(found, list) and all(isinstance(code, str) and code for code in found):
            return tuple(found)
        self.note(name, "phải là danh sách mã đơn vị", 'Ghi dạng ["01906", "01888"], hoặc null.')
        return None

    def grades(self) -> tuple[grades.Grade, ...]:
        found = self.scoring.get("grades") or ""
        try:
            return grades.parse(found if isinstance(found, str) else "?")
        except ValueError as error:
            self.note("grades", str(error), "Ghi dạng: [90,100] Tốt; [80,90) Khá; [0,80) Trung bình.")
            return ()
