"""Blank keys: whether they repeat the row above is asked once a column, never supposed."""

from dx_metrics.intake.layout import Table
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.remark import Question


def fill_down(notes: Notes, table: Table, row: int, label: str, what: str) -> str:
    """Whether a blank is what stands above it: "yes", "no", or "" while that is open. `what`: "đơn vị", "kỳ"."""
    number = table.number(row)
    options = {"yes": f"Là {what} ghi ở dòng trên", "no": "Không phải, tệp thiếu"}
    text = f"Cột “{label}” để trống ở dòng {number}: có phải là {what} ghi ở dòng trên?"
    return notes.ask(Question(f"fill_down:{label}", text, options, table.sheet.name, number, label))
