"""Files drawn with bars, checked against a small workspace."""

import csv
import io

from dx_metrics.intake.check import Checked, check
from tests.intake.of import known

KNOWN = known()
TWO = {
    ("01906", "2022-Q1", "hs_tiep_nhan"): "760",
    ("01906", "2022-Q1", "hs_truc_tuyen"): "238",
    ("01909", "2022-Q1", "hs_tiep_nhan"): "652",
    ("01909", "2022-Q1", "hs_truc_tuyen"): "295",
}
"""What most of the drawn files say."""


def content(text: str) -> bytes:
    """The lines of a drawing as CSV; a line of nothing is a blank row, a blank first cell is a bar."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    drawn = [[cell.strip() for cell in line.split("|")] if line else [""] for line in lines]
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(drawn)
    return file.getvalue().encode()


def checked(text: str, period: str | None = "2022-Q1", knowing=KNOWN, answers: dict[str, str] | None = None) -> Checked:
    """A drawn file, checked."""
    return check("bieu.csv", content(text), knowing, period=period, answers=answers)


def told(text: str, **more) -> dict[tuple[str, str, str], str]:
    """What an accepted file says: unit, period and variable to value or status."""
    found = checked(text, **more)
    assert found.outcome == "accept", (found.questions, [r for r in found.remarks if r.level == "must_fix"])
    return {record.key: record.value or record.status for record in found.records}


def refused(text: str, **more) -> set[tuple[int | None, str]]:
    """Row and column of everything that must be mended."""
    found = checked(text, **more)
    assert found.outcome == "reject", found.outcome
    return {(remark.row, remark.column) for remark in found.remarks if remark.level == "must_fix"}
