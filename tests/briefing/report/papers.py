"""A year of three communes, and its papers read back."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from dx_metrics import store
from dx_metrics.briefing.report import adding, sentences
from dx_metrics.briefing.report.document import TABLES, report
from dx_metrics.briefing.report.matter import Matter, gather
from dx_metrics.briefing.report.pictures import PICTURES
from dx_metrics.briefing.report.span import spans
from dx_metrics.store import Release
from tests.tiny import workspace, write

YEAR = """
    unit  | period  | variable | value | status
    01906 | 2022-Q1 | hs       | 100   |
    01906 | 2022-Q1 | nop      | 10    |
    01906 | 2022-Q2 | hs       | 300   |
    01906 | 2022-Q2 | nop      | 150   |
    01906 | 2022-Q3 | hs       | 0     |
    01906 | 2022-Q3 | nop      |       | not_applicable
    01906 | 2022-Q4 | hs       | 200   |
    01906 | 2022-Q4 | nop      | 80    |
    01909 | 2022-Q1 | hs       | 50    |
    01909 | 2022-Q1 | nop      | 5     |
    01909 | 2022-Q2 | hs       | 50    |
    01909 | 2022-Q2 | nop      |       | missing
    01909 | 2022-Q3 | hs       | 50    |
    01909 | 2022-Q3 | nop      | 20    |
    01909 | 2022-Q4 | hs       | 50    |
    01909 | 2022-Q4 | nop      | 25    |
    01912 | 2022-Q1 | hs       | 40    |
    01912 | 2022-Q1 | nop      | 4     |
    01912 | 2022-Q2 | hs       | 40    |
    01912 | 2022-Q2 | nop      | 8     |
    01912 | 2022-Q3 | hs       | 40    |
    01912 | 2022-Q3 | nop      | 12    |
    01912 | 2022-Q4 | hs       | 40    |
    01912 | 2022-Q4 | nop      | 16    |
    01906 | 2022-Q4 | mat      | 12    |
    01909 | 2022-Q4 | mat      | 24    |
    01912 | 2022-Q4 | mat      | 36    |
"""
"""Khang Ninh had nothing to do in the third quarter; Nam Mẫu did not report the second."""
PAPER = {
    "parent": "UBND huyện Thử",
    "agency": "Phòng Thử nghiệm",
    "code": "TN",
    "place": "Thử",
    "signer": "Trưởng phòng",
    "recipients": ["UBND huyện"],
}


def year(folder: Path, **more: Any) -> Release:
    """The published year; counts add up over communes."""
    made = workspace(folder, YEAR, **({"paper": PAPER} | more))
    with (made / "variables.csv").open(encoding="utf-8", newline="") as file:
        variables = list(csv.DictReader(file))
    write(
        made / "variables.csv", [row | {"over_units": "none" if row["code"] == "mat" else "sum"} for row in variables]
    )
    assert not store.publish(made).refused
    release = store.current(made)
    assert release is not None
    return release


def adds(folder: Path, text: str = 'cong = ["hs", "nop"]') -> Path:
    """A workspace folder with the file that says what is added up."""
    (folder / "report").mkdir(exist_ok=True)
    (folder / "report" / adding.FILE).write_text(text, "utf-8")
    return folder


def matter(release: Release, folder: Path, kind: str = "nam", period: str = "2022-Q4") -> Matter:
    """What a report of the span is made of, on the last day of 2022."""
    summed, problems = adding.summed(release, folder)
    assert problems == []
    return gather(release, "thu", spans(release, "thu", period)[kind], summed, date(2022, 12, 31))


def written(found: Matter, folder: Path, link: str = "https://xa.test/xem/") -> tuple[Document, list[str]]:
    """The report read back, and what it said it was without."""
    headings, problems = sentences.read(folder, sentences.FILE, PICTURES, TABLES)
    assert problems == []
    made = report(found, headings, link)
    return docx.Document(io.BytesIO(made.content)), made.lacking


def cells(document: Document, above: str) -> list[list[str]]:
    """The rows of the first table whose head has a cell."""
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if any(above in text for row in rows[:2] for text in row):
            return rows
    raise AssertionError(f"no table with {above}")
