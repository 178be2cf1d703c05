"""Words and tables on a PowerPoint slide, in a type that every office has and that knows Vietnamese."""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from dx_metrics.briefing.tables import LIVE

FONT = "Arial"
INK, MUTED, BLUE, WASH = (RGBColor.from_string(code) for code in ("1B2733", "5B6875", "12436D", "F3F6F9"))


def safe_text(words: object) -> str:
    """A text for a cell of the workbook inside a chart: nothing that would run as a formula, nothing XML refuses."""
    text = "".join(letter for letter in str(words) if letter >= " " or letter in "\t\n")
    return f"'{text}" if LIVE.match(text) else text


def write(frame: Any, words: str, size: float, *, bold: bool = False, colour: RGBColor = INK) -> None:
    """One paragraph, in place of what the frame held."""
    frame.word_wrap = True
    frame.clear()
    run = frame.paragraphs[0].add_run()
    run.text = "".join(letter for letter in words if letter >= " " or letter in "\t\n")
    run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(size), bold, FONT, colour


def box(shapes: Any, place: tuple[int, int, int, int], words: str, size: float, **look: Any) -> None:
    """A text box."""
    write(shapes.add_textbox(*map(Emu, place)).text_frame, words, size, **look)


def table(
    shapes: Any, place: tuple[int, int, int, int], heads: Sequence[str], rows: Sequence[Sequence[str]], size: float
) -> None:
    """A table with a head; columns are as wide as their longest words ask for."""
    left, top, width, height = place
    line = min(Pt(size * 2.6), height // (len(rows) + 1))
    made = shapes.add_table(len(rows) + 1, len(heads), Emu(left), Emu(top), Emu(width), Emu(line * (len(rows) + 1)))
    grid = made.table
    longest = [min(60, max(len(str(row[at])) for row in (heads, *rows)) + 3) for at in range(len(heads))]
    for at, letters in enumerate(longest):
        grid.columns[at].width = Emu(width * letters // sum(longest))
    for number, row in enumerate((heads, *rows)):
        for at, words in enumerate(row):
            cell = grid.cell(number, at)
            write(cell.text_frame, str(words), size, bold=number == 0)
            cell.fill.solid()
            cell.fill.fore_color.rgb = WASH if number == 0 else RGBColor(0xFF, 0xFF, 0xFF)
            cell.margin_left = cell.margin_right = Pt(6)
            cell.margin_top = cell.margin_bottom = Pt(3)
