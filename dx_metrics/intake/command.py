"""`python -m dx_metrics check FILE`: what a file says and whether it may be published; nothing is published."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dx_metrics.intake.answers import aliases, remembered
from dx_metrics.intake.check import ACCEPT, ASK, REJECT, Checked, check
from dx_metrics.intake.grouping import Group, grouped
from dx_metrics.intake.known import Known
from dx_metrics.intake.limits import most_bytes
from dx_metrics.intake.remark import LEVELS
from dx_metrics.periods import is_period
from dx_metrics.store import current
from dx_metrics.store.places import ROOT, local_folder, workspace_folder
from dx_metrics.store.showing import shows_files

CODES = {ACCEPT: 0, REJECT: 1, ASK: 3}
"""Exit codes; 2 is for a line that was not understood."""
SAID = {
    ACCEPT: "Nhận được: {} số liệu.",
    ASK: "Cần trả lời {} câu hỏi trước khi nạp.",
    REJECT: "Không nhận: còn {} chỗ phải sửa.",
}


def main(argv: Sequence[str]) -> int:
    """Check one file. Returns 0 where it is accepted, 1 where it is refused, 3 where something is to be answered."""
    parser = argparse.ArgumentParser(
        prog="python -m dx_metrics check", description="Kiểm tra một tệp số liệu; không công bố gì."
    )
    parser.add_argument("file", type=Path, help="tệp bảng tính hoặc CSV")
    parser.add_argument("--workspace", type=Path, help="thư mục bộ dữ liệu; không ghi thì lấy bộ đang dùng")
    parser.add_argument("--period", help="kỳ của số liệu khi tệp không ghi, ví dụ 2022-Q1")
    parser.add_argument("--answers", type=Path, help="tệp JSON trả lời các câu hỏi: mã câu hỏi -> câu trả lời")
    parser.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON")
    asked = parser.parse_args(argv)
    if asked.period and not is_period(asked.period):
        parser.error(f"“{asked.period}” không phải mã kỳ; viết như 2022-Q1, 2022-H1, 2022-M03 hoặc 2022")
    try:
        answers = _answers(asked.answers)
        known, folder = _known(asked.workspace)
        # One byte more than is allowed is enough to be refused for its size.
        with asked.file.open("rb") as file:
            content = file.read(most_bytes() + 1)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    checked = check(asked.file.name, content, known, period=asked.period, answers=answers)
    before = remembered(folder, checked.layout)
    if before and checked.outcome == ASK:
        checked = check(asked.file.name, content, known, period=asked.period, answers=before | answers)
    print(json.dumps(told(checked), ensure_ascii=False, indent=1) if asked.json else _in_words(checked))
    return CODES[checked.outcome]


def told(checked: Checked) -> dict[str, Any]:
    """The outcome as plain data. Records are there only when all of them may be published."""
    return {
        "outcome": checked.outcome,
        "file": checked.reading.file,
        "kind": checked.reading.kind,
        "encoding": checked.reading.encoding,
        "layout": checked.layout,
        "questions": [asdict(question) for question in checked.questions],
        "records": [asdict(record) for record in checked.records] if checked.outcome == ACCEPT else [],
        "remarks": [asdict(remark) for remark in checked.remarks],
    }


def _answers(path: Path | None) -> dict[str, str]:
    """The answers in a file. Raises ValueError when it holds anything else, OSError when there is none."""
    if path is None:
        return {}
    said = json.loads(path.read_text("utf-8-sig"))
    if not isinstance(said, dict):
        raise ValueError(f"{path.name}: cần một đối tượng JSON: mã câu hỏi -> câu trả lời")
    return {str(id): str(answer) for id, answer in said.items()}


def _known(workspace: Path | None) -> tuple[Known, Path]:
    """The workspace as published; as its folder stands where nothing was, or where a named one has changed since.

    Raises ValueError when the folder is no workspace.
    """
    folder = workspace_folder()
    if workspace is not None:
        folder = workspace if workspace.is_dir() else ROOT / "data" / workspace
    if (release := current(folder)) is not None and (workspace is None or shows_files(folder)):
        return Known.of(release.connection, aliases(local_folder(folder))), local_folder(folder)
    if not (folder / "datapackage.json").is_file():
        raise ValueError(f"{folder.name} không phải bộ dữ liệu: không có datapackage.json")
    return Known.of_folder(folder, aliases(local_folder(folder))), local_folder(folder)


def _in_words(checked: Checked) -> str:
    """What the officer reads on a terminal: equal remarks as one."""
    lines = []
    for group in grouped(checked.remarks):
        lines.append(f"{LEVELS[group.level].upper()}: {_line(group)}")
    for question in checked.questions:
        options = "; ".join(f"{code} = {words}" for code, words in question.options.items())
        lines.append(f"CÂU HỎI {question.id}: {question.text} {options}".rstrip())
    count = {ACCEPT: len(checked.records), ASK: len(checked.questions)}
    wrong = sum(group.level == "must_fix" for group in grouped(checked.remarks))
    return "\n".join([*lines, SAID[checked.outcome].format(count.get(checked.outcome, wrong))])


def _line(group: Group) -> str:
    places = [
        f"trang {group.sheet}" if group.sheet else "",
        group.rows_said,
        f"cột {group.column}" if group.column else "",
    ]
    place = ", ".join(part for part in places if part)
    shown = f" (đang ghi: {', '.join(group.values)})" if group.values else ""
    return f"{place}: {group.message}{shown}. {group.cure}" if place else f"{group.message}{shown}. {group.cure}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
