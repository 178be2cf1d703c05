"""What officers answered once, remembered for files of the same form."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from dx_metrics.intake.columns import LEAVE_OUT
from dx_metrics.intake.headings import plain
from dx_metrics.intake.heads import without_period
from dx_metrics.intake.layout import Table
from dx_metrics.intake.office_words import words_of
from dx_metrics.store import durable

COLUMN = "column:"
LASTING = (COLUMN, "variable:", "decimal:", "percent:", "fill_down:", "frequency:", "hidden:")
"""Questions about the form of a file; the others (period, repeats, units) are about one file only."""


def fingerprint(tables: Iterable[Table]) -> str:
    """The form of a file: the headers of its tables, whatever their periods and figures; "" without a table."""
    forms = [
        [[plain(without_period(text)) for text in column.path] for column in table.columns if column.path]
        for table in tables
    ]
    return hashlib.sha256(json.dumps(forms).encode()).hexdigest()[:16] if forms else ""


def remembered(folder: Path, layout: str) -> dict[str, str]:
    """Answers given before to files of this form; empty where there are none."""
    return _read(folder).get(layout, {}) if layout else {}


def aliases(folder: Path) -> dict[str, str]:
    """Headers that officers explained, folded, to the variables they named, for files of other forms too.

    Only headers of two terms or more that were always explained alike: "Tổng số" means something else in each table.
    """
    meant: dict[str, set[str]] = {}
    for said in _read(folder).values():
        for id, answer in said.items():
            header = id.removeprefix(COLUMN)
            if id.startswith(COLUMN) and answer != LEAVE_OUT and len(words_of(header).terms) > 1:
                meant.setdefault(header, set()).add(answer)
    return {header: answers.pop() for header, answers in meant.items() if len(answers) == 1}


def remember(folder: Path, layout: str, answers: Mapping[str, str]) -> None:
    """Keep the answers about the form of a file, beside those that are known. Raises OSError when the disk refuses."""
    lasting = {id: answer for id, answer in answers.items() if id.startswith(LASTING)}
    if not layout or not lasting:
        return
    kept = _read(folder)
    kept[layout] = {**kept.get(layout, {}), **lasting}
    durable.write(_path(folder), json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode())


def _path(folder: Path) -> Path:
    return folder / "intake" / "answers.json"


def _read(folder: Path) -> dict[str, dict[str, str]]:
    try:
        kept = json.loads(_path(folder).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {layout: dict(said) for layout, said in kept.items() if isinstance(said, dict)}
