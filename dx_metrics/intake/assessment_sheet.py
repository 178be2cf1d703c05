"""A commune's sheet of marks of the reform index, as offices keep it, as rows of `assessments`.

STT | Lĩnh vực/Tiêu chí | Điểm tối đa | Điểm đánh giá: Điều tra XHH, Tự đánh giá, SNV đánh giá | Điểm đạt được |
Chỉ số | Ghi chú; one commune a sheet or a file. Every mark is accepted or the sheet is refused: nothing is guessed.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dx_metrics import periods
from dx_metrics.intake.assessment_layout import Layout, layout_of
from dx_metrics.intake.assessment_marks import Criterion, marks_of
from dx_metrics.intake.communes import find_unit
from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.periods_said import said_in
from dx_metrics.intake.reading import read
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Remark
from dx_metrics.intake.sheet import Reading, Sheet
from dx_metrics.intake.spelling import canonical
from dx_metrics.wording import clipped

COLUMNS = ("series", "unit", "period", "code", "stage", "points", "reason", "evidence", "forms", "by", "at")


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a file comes to. `rows` are rows of `assessments`; none when a remark must be fixed."""

    rows: list[dict[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    period: str = ""

    @property
    def refused(self) -> bool:
        """Whether something must be fixed first."""
        return any(remark.level == MUST_FIX for remark in self.remarks)

    def csv(self) -> bytes:
        """The rows as a table of `assessments`."""
        return rows_csv(self.rows)


def rows_csv(rows: Sequence[dict[str, str]]) -> bytes:
    """Rows of `assessments` as its CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read_assessments(
    file: str,
    content: bytes,
    known: Known,
    criteria: Callable[[str], Sequence[Criterion]],
    *,
    series: str,
    judge: str,
    period: str = "",
    at: str = "",
) -> Assessed:
    """Every sheet of a file that holds marks. Never raises for what stands in it.

    `criteria`: leaves and groups of the index by which a period is marked, in its order. `judge`: who stands behind
    marks that are not the commune's own. `period`: the code of the round, where the officer named it; `at`: ISO day
    of the marks.
    """
    reading = read(file, content, [name for unit in known.units for name in (unit.name, unit.short_name) if name])
    remarks = [remark for remark in reading.remarks if remark.level == MUST_FIX]
    found = [(sheet, layout) for sheet in reading.sheets if not sheet.hidden and (layout := layout_of(sheet))]
    if not found and not remarks:
        cure = (
            "Bảng phải có các cột Tiêu chí, Điểm tối đa và ít nhất một trong: Tự đánh giá, SNV đánh giá, Điều tra XHH."
        )
        remarks.append(Remark(MUST_FIX, "no_assessment", "không thấy bảng chấm điểm trong tệp", cure))
    named = period or _period(reading, found)
    if found and not named:
        cure = "Chọn kỳ chấm, hoặc ghi kỳ ở tiêu đề (“năm 2022”, “6 tháng đầu năm 2022”)."
        remarks.append(Remark(MUST_FIX, "no_round", "không biết kỳ chấm của tệp", cure))
    if remarks or not named:
        return Assessed(remarks=remarks, period=named)
    index = criteria(named)
    if not index:
        cure = "Chọn kỳ chấm khác, hoặc nạp bộ tiêu chí áp dụng cho kỳ đó."
        message = f"chưa có bộ tiêu chí nào áp dụng cho kỳ chấm {named}"
        return Assessed(remarks=[Remark(MUST_FIX, "no_index", message, cure)], period=named)
    rows: list[dict[str, str]] = []
    units: dict[str, str] = {}
    for sheet, layout in found:
        unit = _unit(known, named, file, sheet, layout, remarks)
        if unit is None:
            continue
        if unit.code in units:
            message = f"{unit.name} có hai bảng trong tệp"
            remarks.append(Remark(MUST_FIX, "commune_twice", message, "Giữ lại một bảng.", sheet.name))
            continue
        units[unit.code] = unit.name
        marks, said = marks_of(sheet, layout, index)
        remarks += said
        for mark in marks:
            by = f"UBND {unit.name[0].lower()}{unit.name[1:]}" if mark["stage"] == "self" else judge
            rows.append({"series": series, "unit": unit.code, "period": named, "by": by, "at": at} | mark)
        missing = _missing(index, marks)
        if missing:
            message = f"{unit.name}: {len(missing)} tiêu chí không có điểm ({clipped(missing, 6)})"
            remarks.append(
                Remark(CONFIRM, "not_marked", message, "Điền nếu đã chấm; để trống là chưa chấm.", sheet.name)
            )
    refused = any(remark.level == MUST_FIX for remark in remarks)
    return Assessed([] if refused else rows, remarks, units, named)


def _period(reading: Reading, found: Sequence[tuple[Sheet, Layout]]) -> str:
    """The one round that titles, sheet names and the file's name speak of; "" where it is none or several."""
    for texts in ([text for _, layout in found for text in layout.titles], [s.name for s, _ in found], [reading.file]):
        codes = {span.code for text in texts for span in said_in(text.replace("_", " ").replace("-", " ")) if span.code}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""


def _unit(known: Known, period: str, file: str, sheet: Sheet, layout: Layout, remarks: list[Remark]) -> Unit | None:
    """The commune that the title, else the sheet's name, else the file's name speaks of."""
    for texts in (layout.titles, (sheet.name,), (file.rsplit(".", 1)[0].replace("_", " "),)):
        units = {unit.code: unit for text in texts for unit in _named_in(known, period, text)}
        if len(units) == 1:
            return next(iter(units.values()))
        if units:
            names = clipped([unit.name for unit in units.values()], 4)
            cure = "Mỗi bảng là của một đơn vị: ghi một tên ở tiêu đề hoặc tên trang tính."
            remarks.append(Remark(MUST_FIX, "communes", f"bảng này của đơn vị nào: {names}?", cure, sheet.name))
            return None
    cure = "Ghi tên đơn vị ở tiêu đề, ở tên trang tính hoặc ở tên tệp."
    remarks.append(Remark(MUST_FIX, "no_commune", "không biết bảng này của đơn vị nào", cure, sheet.name))
    return None


def _named_in(known: Known, period: str, text: str) -> list[Unit]:
    """Communes of the period whose whole name stands in a text, or that the text as a whole names."""
    ends = periods.parse(period).ends
    here = [unit for unit in known.units if unit.compared and unit.exists_on(ends)]
    seen = f" {canonical(text)} "
    inside = [unit for unit in here if f" {canonical(unit.name)} " in seen]
    if inside:
        return inside
    whole = find_unit(known, period, name=text).unit
    return [whole] if whole else []


def _missing(criteria: Sequence[Criterion], marks: Sequence[dict[str, str]]) -> list[str]:
    there = {mark["code"] for mark in marks}
    return [criterion.code for criterion in criteria if criterion.leaf and criterion.code not in there]
