"""From a sheet to its tables: header, body, titles above; and every row that belongs to none of them."""

from dataclasses import dataclass, field

from dx_metrics.intake.grid import Grid
from dx_metrics.intake.headers import Column, Header, find_headers, unheaded
from dx_metrics.intake.headings import roles
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.rows import BLANK, NUMBERS, OUTSIDE, REPEATED, is_figure, is_numbering
from dx_metrics.intake.sheet import Sheet


@dataclass(frozen=True)
class Table:
    """One table of a sheet. `body` holds the rows under the header that may be figures, in order.

    `context` are the texts above it, the nearest last. `skipped` tells for each other row of its stretch why it is
    not read; every row of the sheet is in the body, skipped or in the header of exactly one table.
    `numbering` is the row that numbers the columns ("3=2/1"), where there is one.
    """

    grid: Grid
    header: Header
    body: tuple[int, ...]
    context: tuple[str, ...] = ()
    skipped: dict[int, str] = field(default_factory=dict)
    numbering: int | None = None

    @property
    def sheet(self) -> Sheet:
        """The sheet that it stands in."""
        return self.grid.sheet

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, those without a header among them."""
        return self.header.columns

    def number(self, row: int) -> int:
        """A row's number as the officer sees it."""
        return self.grid.number(row)


def find_tables(sheet: Sheet, lexicon: Lexicon) -> tuple[list[Table], dict[int, str]]:
    """The tables of a sheet, and why the rows outside all of them are not read."""
    grid = Grid(sheet)
    headers = find_headers(grid, lexicon)
    tables = _tables(grid, headers, lexicon)
    if not tables:
        tables = _tables(grid, unheaded(grid, lexicon), lexicon)
    inside = {row for table in tables for row in (*_header_rows(table), *table.body, *table.skipped)}
    outside = {row: _outside(grid, row) for row in range(len(grid.rows)) if row not in inside}
    return tables, outside


def _tables(grid: Grid, headers: list[Header], lexicon: Lexicon) -> list[Table]:
    """The tables under these headers; a header with nothing under it becomes a title of the next."""
    tables: list[Table] = []
    for at, header in enumerate(headers):
        ends = headers[at + 1].first if at + 1 < len(headers) else len(grid.rows)
        table = _table(grid, header, ends, lexicon, _context(grid, tables, header))
        if not table.body:
            continue
        if tables and _continues(tables[-1], table):
            tables[-1] = _joined(tables[-1], table)
        else:
            tables.append(table)
    return tables


def _header_rows(table: Table) -> range:
    return range(table.header.first, table.header.last + 1)


def _table(grid: Grid, header: Header, ends: int, lexicon: Lexicon, context: tuple[str, ...]) -> Table:
    """The rows from a header to the next one, sorted into figures and the rest."""
    rows = range(header.last + 1, ends)
    skipped = {row: BLANK for row in rows if not grid.filled(row)}
    numbering = _numbering(grid, header, [row for row in rows if row not in skipped])
    if numbering is not None:
        skipped[numbering] = NUMBERS
    told = [row for row in rows if row not in skipped and _tells(grid, row, lexicon)]
    last = told[-1] if told else header.last
    for row in rows:
        if row > last and row not in skipped:
            skipped[row] = OUTSIDE
    body = tuple(row for row in rows if row not in skipped)
    return Table(grid, header, body, (*context, *header.common), skipped, numbering)


def _numbering(grid: Grid, header: Header, rows: list[int]) -> int | None:
    """The row that numbers the columns: the first under the header, or none; under codes it may be figures."""
    if not rows or not is_numbering([grid.rows[rows[0]][at] for at in grid.filled(rows[0])]):
        return None
    first = next((roles(path[-1]) for column in header.columns if (path := column.path)), frozenset())
    bare = all(cell.strip().isdigit() for cell in grid.rows[rows[0]] if cell)
    return None if bare and "code" in first and "name" not in first else rows[0]


def _tells(grid: Grid, row: int, lexicon: Lexicon) -> bool:
    """Whether a row may hold figures: a number stands in it, or it names a unit and more."""
    filled = grid.filled(row)
    cells = [grid.rows[row][at] for at in filled]
    if any(is_figure(cell) for cell in cells[1:]):
        return True
    return any(lexicon.named(cell) or lexicon.bears(cell) for cell in cells[:4]) and len(filled) > 0


def _context(grid: Grid, tables: list[Table], header: Header) -> tuple[str, ...]:
    """Texts between the table before (or the top) and a header, the nearest last."""
    first = 0
    if tables:
        rows = [*tables[-1].body, tables[-1].header.last]
        first = max(rows) + 1
    return tuple(" ".join(grid.rows[row][at].split()) for row in range(first, header.first) for at in grid.filled(row))


def _continues(before: Table, table: Table) -> bool:
    """Whether a header only repeats the one before, as at the top of a printed page."""
    return before.header.texts == table.header.texts and not table.context


def _joined(before: Table, table: Table) -> Table:
    repeated = {row: REPEATED for row in range(table.header.first, table.header.last + 1)}
    skipped = {**before.skipped, **repeated, **table.skipped}
    return Table(before.grid, before.header, (*before.body, *table.body), before.context, skipped, before.numbering)


def _outside(grid: Grid, row: int) -> str:
    return OUTSIDE if grid.filled(row) else BLANK
