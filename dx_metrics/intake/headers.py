"""Where the headers of tables lie in a sheet, and the path of texts above each column."""

import re
from dataclasses import dataclass
from itertools import pairwise

from dx_metrics.intake.grid import Grid
from dx_metrics.intake.headings import plain, roles
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.places import letter
from dx_metrics.intake.rows import is_figure, is_numbering, is_total, is_unit_line

DEEPEST = 6
"""Rows of one header."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_ABOVE = re.compile(r"\b(don vi tinh|dvt)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the texts above it from top to bottom, and what the officer calls it."""

    at: int
    path: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Header:
    """The rows `first` to `last` of a header. `common` are texts that stand above every column."""

    first: int
    last: int
    columns: tuple[Column, ...]
    common: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """What makes two headers the same: the words, wherever the rows lie."""
        return tuple((column.at, tuple(plain(text) for text in column.path)) for column in self.columns)


def find_headers(grid: Grid, lexicon: Lexicon) -> list[Header]:
    """Every header of a sheet, top to bottom; empty where no row is one."""
    found = []
    row = 0
    while row < len(grid.rows):
        if not _is_seed(grid, row, lexicon):
            row += 1
            continue
        first, last = _upward(grid, row, lexicon), _downward(grid, row, lexicon)
        found.append(_header(grid, first, last))
        row = last + 1
    return found


def _is_seed(grid: Grid, row: int, lexicon: Lexicon) -> bool:
    """Whether a row alone is known to be part of a header by its words."""
    cells = [(at, grid.rows[row][at]) for at in grid.filled(row)]
    if len(cells) < 2 or is_numbering([cell for _, cell in cells]):
        return False
    if _is_transposed(cells, lexicon):
        return True
    figures = [cell for _, cell in cells if is_figure(cell)]
    if any(not _YEAR.fullmatch(cell.strip()) for cell in figures):
        return False
    headings = sum(bool(roles(cell)) or lexicon.is_variable(cell) for _, cell in cells)
    timed = sum(lexicon.is_period(cell) for _, cell in cells)
    if len(cells) == 2 and timed == 1 and roles(cells[0][1]) & {"period", "quarter", "month", "year"}:
        return False
    if any(lexicon.named(cell) and not roles(cell) for _, cell in cells):
        return False
    first = cells[0][1]
    if is_total(first) and not roles(first) - {"total"} and not lexicon.is_variable(first):
        return False
    if headings >= 2:
        return True
    # A Roman numeral numbers a group as often as it names a quarter.
    roman = [cell for _, cell in cells if lexicon.is_period(cell) and len(cell.strip()) < 4]
    timed -= len(roman) == 1
    return headings == 1 and (timed + len(figures) >= 1 or bool(roles(first) & {"order", "code", "name", "variable"}))


def _is_transposed(cells: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Whether most cells of a row name units: communes stand side by side."""
    names = [found for _, cell in cells if not is_figure(cell) and (found := lexicon.named(cell))]
    if len(names) > 1:
        apart = not any(one & other for one, other in pairwise(names))
        return apart and len(names) >= len(cells) - 3 and len(names) >= len(cells) / 2
    return _are_codes(cells, lexicon)


def _are_codes(cells: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Whether a row holds the codes of units side by side, behind a heading that says so."""
    coded = len({cell for _, cell in cells[1:] if lexicon.bears(cell)})
    return "code" in roles(cells[0][1]) and coded > 1 and coded >= len(cells) - 3


def _upward(grid: Grid, seed: int, lexicon: Lexicon) -> int:
    """The first row of the header that `seed` belongs to: group headings lie above it."""
    first = seed
    while first > 0 and seed - first < DEEPEST - 1:
        above = first - 1
        filled = grid.filled(above)
        cells = [(at, grid.rows[above][at]) for at in filled]
        if len(cells) > 1 and _is_transposed(cells, lexicon):
            first = above
            continue
        if not filled or any(is_figure(cell) and not _YEAR.fullmatch(cell.strip()) for _, cell in cells):
            break
        if _ABOVE.search(plain(grid.rows[above][filled[0]])) and len(filled) == 1:
            break
        if not _spans(grid, above, first, filled, lexicon):
            break
        first = above
    return first


def _spans(grid: Grid, above: int, first: int, filled: list[int], lexicon: Lexicon) -> bool:
    """Whether the texts of a row stand over groups of columns of the row below, as headings do and titles do not."""
    below = grid.filled(first)
    if any(lexicon.named(grid.rows[above][at]) for at in filled):
        return False
    merged = [m for m in grid.sheet.merged if m[0] <= above <= m[2]]
    if merged:
        wide = any(m[3] - m[1] + 1 >= max(len(below), 2) and len(filled) == 1 for m in merged)
        if wide:
            return False
        if any(m[1] > 0 and m[3] > m[1] and m[2] == above for m in merged) and filled[0] > 0:
            return True
    if len(filled) == 1:
        at = filled[0]
        over = [column for column in below if column >= at]
        known = bool(roles(grid.rows[above][at])) or lexicon.is_variable(grid.rows[above][at])
        timed = lexicon.is_period(grid.rows[above][at])
        return at > 0 and len(over) > 1 and below[0] < at and (known or timed or len(grid.rows[above][at]) < 40)
    words = [at for at in filled if roles(grid.rows[above][at]) or lexicon.is_variable(grid.rows[above][at])]
    if words:
        return True
    # Words that are not known: they are headings where the row below starts under their gaps.
    gaps = [at for at in below if at not in filled and at > filled[0]]
    return bool(gaps) and filled[0] > below[0]


def _downward(grid: Grid, seed: int, lexicon: Lexicon) -> int:
    """The last row of the header that begins at `seed`."""
    last = seed
    while last + 1 < len(grid.rows) and last - seed < DEEPEST - 1:
        below = last + 1
        filled = grid.filled(below)
        cells = [grid.rows[below][at] for at in filled]
        if not filled or is_numbering(cells):
            break
        if _is_seed(grid, below, lexicon) and not any(grid.rows[last][at] == grid.rows[below][at] for at in filled):
            last = below
            continue
        if is_unit_line(cells) and not any(lexicon.named(cell) for cell in cells):
            last = below
            continue
        if not _continues(grid, last, below, filled, lexicon):
            break
        last = below
    return last


def _continues(grid: Grid, last: int, below: int, filled: list[int], lexicon: Lexicon) -> bool:
    """Whether a row fills the gaps under a header: its texts stand where the row above is blank or merged wide."""
    cells = [grid.rows[below][at] for at in filled]
    years = all(_YEAR.fullmatch(cell.strip()) for cell in cells if is_figure(cell))
    if any(is_figure(cell) for cell in cells) and not (years and len(filled) > 1):
        return False
    if any(lexicon.named(cell) for cell in cells):
        return False
    above = grid.filled(last)
    if any(roles(grid.shown(last, at)) & {"order", "code", "name"} for at in filled):
        return False
    return all(map(lexicon.is_period, cells)) or any(at not in above and at > above[0] for at in filled)


def _header(grid: Grid, first: int, last: int) -> Header:
    """The columns under a header, with the text of merged and wide cells over each column they stand above."""
    paths = []
    for at in range(grid.width):
        texts: list[str] = []
        for row in range(first, last + 1):
            text = _over(grid, row, at, last)
            if text and (not texts or plain(texts[-1]) != plain(text)):
                texts.append(text)
        paths.append(tuple(texts))
    common = _common(paths)
    paths = [
        path[len(common) :] if path[: len(common)] == common and len(path) > len(common) else path for path in paths
    ]
    return Header(first, last, tuple(_columns(grid, paths)), common)


def _over(grid: Grid, row: int, at: int, last: int) -> str:
    """The text that stands above a column in one row of its header."""
    text = grid.shown(row, at)
    if text or row == last:
        return _tidy(text)
    if not any(grid.rows[below][at] for below in range(row + 1, last + 1)):
        return ""
    for left in range(at - 1, -1, -1):
        if grid.rows[row][left]:
            # A heading that stands for one column only does not reach over its neighbours.
            alone = bool(roles(grid.rows[row][left]) & {"order", "code", "name", "parent", "note", "date", "rank"})
            merged = any(m[0] <= row <= m[2] and m[1] <= left <= m[3] for m in grid.sheet.merged)
            return "" if alone or merged else _tidy(grid.rows[row][left])
    return ""


def _common(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Texts that stand above every column that has a header: a title, not a heading."""
    deep = [path for path in paths if path]
    common: list[str] = []
    for level in range(min(map(len, deep), default=0) - 1):
        texts = {path[level] for path in deep}
        if len(texts) != 1 or len(deep) < 2:
            break
        common.append(texts.pop())
    return tuple(common)


def _columns(grid: Grid, paths: list[tuple[str, ...]]) -> list[Column]:
    """Columns with the name an officer gives them: the lowest text, all texts where that is not enough."""
    leaves = [path[-1] if path else "" for path in paths]
    return [
        Column(at, path, letter(at) if not path else leaf if leaves.count(leaf) == 1 else " / ".join(path))
        for at, (path, leaf) in enumerate(zip(paths, leaves, strict=True))
    ]


def _tidy(text: str) -> str:
    return " ".join(text.split())


def unheaded(grid: Grid, lexicon: Lexicon) -> list[Header]:
    """A header of no rows above the first row that names a unit or a variable and holds a figure, if there is one."""
    for row in range(len(grid.rows)):
        cells = [grid.rows[row][at] for at in grid.filled(row)]
        if any(map(is_figure, cells[1:])) and any(lexicon.named(cell) or lexicon.is_variable(cell) for cell in cells):
            return [Header(row, row - 1, tuple(_columns(grid, [()] * grid.width)))]
    return []
