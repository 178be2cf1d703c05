"""The clean form to fill in: the communes of a period, a column a variable, what is known already in its cell."""

import csv
import io
from collections.abc import Collection
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dx_metrics import periods
from dx_metrics.briefing.tables import as_text, safe
from dx_metrics.intake.known import Figure, Known, Unit, Variable

MISSING, NOTHING_AROSE = "Chưa có số liệu", "Không phát sinh"
MARKS = {"missing": MISSING, "not_applicable": NOTHING_AROSE}
CHOICES, LIST = "Danh sách", 255
"""The sheet of long lists, and the characters that Excel takes within a rule."""
UNIT_COLUMNS = ("Mã đơn vị", "Tên đơn vị", "Kỳ")
_HEAD = PatternFill("solid", fgColor="DDE3E8")
_GIVEN = PatternFill("solid", fgColor="F3F6F9")
_EDGE = Border(*(Side("thin", color="B7C0C9"),) * 4)


def variables_of(known: Known, period: str) -> list[Variable]:
    """What is reported for a period of this kind: quarterly figures for a quarter, yearly ones for a year."""
    kind = periods.parse(period).kind
    return [variable for variable in known.variables.values() if variable.frequency == kind]


def template_xlsx(known: Known, period: str, units: Collection[str] = ()) -> bytes:
    """The form as a workbook; `units` narrows it to some communes.

    Raises ValueError for what is not a period.
    """
    variables, rows = variables_of(known, period), _units(known, period, units)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Số liệu"
    for column, name in enumerate([*UNIT_COLUMNS, *headers(variables)], start=1):
        cell = as_text(sheet.cell(1, column), name)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _EDGE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 24 if column == 2 else 14
    for column, variable in enumerate(variables, start=len(UNIT_COLUMNS) + 1):
        sheet.cell(1, column).comment = _comment(variable, known)
        if rows:
            letter = get_column_letter(column)
            validation = _validation(variable, known, f"{letter}2", book)
            validation.add(f"{letter}2:{letter}{len(rows) + 1}")
            sheet.add_data_validation(validation)
    figures = known.figures(period)
    for at, unit in enumerate(rows, start=2):
        for column, text in enumerate((unit.code, unit.name, period), start=1):
            cell = as_text(sheet.cell(at, column), text)
            cell.fill, cell.border = _GIVEN, _EDGE
        for column, variable in enumerate(variables, start=len(UNIT_COLUMNS) + 1):
            cell = sheet.cell(at, column)
            cell.border, cell.protection = _EDGE, Protection(locked=False)
            _fill(cell, figures.get((unit.code, variable.code)), variable)
    sheet.freeze_panes = sheet.cell(2, len(UNIT_COLUMNS) + 1)
    sheet.row_dimensions[1].height = 75
    # Without a password: it keeps from slips, not from people.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    _explanations(book, known, variables)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_csv(known: Known, period: str, units: Collection[str] = ()) -> bytes:
    """The same rows as CSV as a Vietnamese Excel opens it: byte-order mark, semicolons, decimal commas."""
    variables, figures = variables_of(known, period), known.figures(period)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*UNIT_COLUMNS, *map(safe, headers(variables))])
    for unit in _units(known, period, units):
        cells = [_worded(figures.get((unit.code, variable.code))) for variable in variables]
        writer.writerow([safe(unit.code), safe(unit.name), period, *cells])
    return out.getvalue().encode("utf-8-sig")


def headers(variables: list[Variable]) -> list[str]:
    """The name of each variable; with its code where two have the same."""
    names = [variable.name for variable in variables]
    return [f"{v.name} [{v.code}]" if names.count(v.name) > 1 else v.name for v in variables]


def _units(known: Known, period: str, units: Collection[str]) -> list[Unit]:
    return [unit for unit in known.in_period(period) if not units or unit.code in units]


def _fill(cell: Any, figure: Figure | None, variable: Variable) -> None:
    number = figure.number if figure and not figure.status else None
    if figure is None:
        return
    if number is None or variable.kind == "answer":
        as_text(cell, figure.value or MARKS[figure.status])
        return
    cell.value = int(number) if number == int(number) else number
    decimals = len(f"{number:.10f}".rstrip("0").partition(".")[2])
    cell.number_format = "0" + (
        "." + "0" * max(decimals, variable.decimals) if max(decimals, variable.decimals) else ""
    )


def _worded(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.status:
        return MARKS[figure.status]
    # A figure may begin with a minus, which a text may not.
    return safe(figure.value) if figure.number is None else figure.value.replace(".", ",")


def _validation(variable: Variable, known: Known, first: str, book: Workbook) -> DataValidation:
    """Drop-downs for answers; for figures the declared range, or one of the two words: Excel takes one rule a cell."""
    answers = known.answers.get(variable.code, ())
    if variable.kind == "answer" and answers:
        listed = _listed(book, variable.code, [*answers, MISSING, NOTHING_AROSE])
        return _said(DataValidation(type="list", formula1=listed, allow_blank=True), "Chọn một mục trong danh sách.")
    if variable.kind == "answer":
        return _said(DataValidation(type="textLength", operator="lessThan", formula1="300"), "Câu trả lời quá dài.")
    tests = [f"ISNUMBER({first})"]
    if variable.min is not None:
        tests.append(f"{first}>={variable.min:g}")
    if variable.max is not None:
        tests.append(f"{first}<={variable.max:g}")
    words = "".join(f',{first}="{mark}"' for mark in MARKS.values())
    formula = f"OR(AND({','.join(tests)}){words})"
    return _said(DataValidation(type="custom", formula1=formula, allow_blank=True), _range(variable))


def _listed(book: Workbook, code: str, choices: list[str]) -> str:
    """The choices as a rule holds them; those that it cannot hold stand on a hidden sheet."""
    written = ",".join(choices).replace('"', '""')
    if len(written) <= LIST and not any("," in choice for choice in choices):
        return f'"{written}"'
    sheet = book[CHOICES] if CHOICES in book.sheetnames else book.create_sheet(CHOICES)
    sheet.sheet_state = "hidden"
    column = 1 if sheet["A1"].value is None else sheet.max_column + 1
    for at, choice in enumerate([code, *choices], start=1):
        as_text(sheet.cell(at, column), choice)
    letter = get_column_letter(column)
    return f"='{CHOICES}'!${letter}$2:${letter}${len(choices) + 1}"


def _said(validation: DataValidation, error: str) -> DataValidation:
    validation.errorTitle, validation.error = "Chưa đúng", error[:250]
    validation.promptTitle = "Cách ghi"
    validation.prompt = f"{error} Để trống khi chưa biết; ghi “{NOTHING_AROSE}” khi kỳ này không có."[:250]
    validation.showErrorMessage = validation.showInputMessage = True
    return validation


def _range(variable: Variable) -> str:
    low = "" if variable.min is None else f" từ {variable.min:g}"
    high = "" if variable.max is None else f" đến {variable.max:g}"
    measure = f" ({variable.unit})" if variable.unit else ""
    return f"Ghi một số{low}{high}{measure}, hoặc “{MISSING}”, “{NOTHING_AROSE}”."


def _comment(variable: Variable, known: Known) -> Comment:
    answers = known.answers.get(variable.code)
    lines = [
        variable.definition,
        f"Đơn vị tính: {variable.unit}" if variable.unit else "",
        f"Trả lời: {', '.join(answers)}" if answers else "",
        f"Mã: {variable.code}",
    ]
    return Comment("\n".join(line for line in lines if line), "dx", height=160, width=320)


def _explanations(book: Workbook, known: Known, variables: list[Variable]) -> None:
    """A sheet of sentences, one a row, so that nobody takes it for figures."""
    sheet = book.create_sheet("Giải thích")
    lines = [
        "Cách điền biểu này",
        "Mỗi dòng là một đơn vị; mỗi cột từ cột D là một chỉ tiêu. Không sửa ba cột đầu và dòng đầu.",
        f"Chưa có số thì để trống hoặc ghi “{MISSING}”. Kỳ này không có việc đó thì ghi “{NOTHING_AROSE}”.",
        "Ô đã có số là số đang công bố; sửa ô nào thì chỉ số đó đổi.",
        "",
        *(
            f"{name}: {_explained(variable, known)}"
            for name, variable in zip(headers(variables), variables, strict=True)
        ),
    ]
    for at, line in enumerate(lines, start=1):
        as_text(sheet.cell(at, 1), line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110
    sheet.protection.sheet = True


def _explained(variable: Variable, known: Known) -> str:
    answers = known.answers.get(variable.code)
    parts = [
        variable.definition,
        f"Chọn: {', '.join(answers)}." if answers else "" if variable.kind == "answer" else _range(variable),
    ]
    return " ".join(part for part in parts if part)
