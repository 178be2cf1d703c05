"""What each column of a table holds: told by its header, and by what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from dx_metrics.intake.headers import Column
from dx_metrics.intake.headings import roles
from dx_metrics.intake.layout import Table
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.periods_said import said_by
from dx_metrics.intake.rows import is_figure
from dx_metrics.intake.sheet import Typed
from dx_metrics.intake.spans import DAY

ORDER, CODE, NAME, PARENT, PERIOD, YEAR, PART, VARIABLE, STATUS, MEASURE, NOTE, DATE, RANK, BLANK, FIGURE = (
    *("order", "code", "name", "parent", "period", "year", "part", "variable"),
    *("status", "measure", "note", "date", "rank", "blank", "figure"),
)
KEYS = {CODE, NAME, PERIOD, YEAR, PART, VARIABLE, PARENT}
"""Roles whose cells tell what a row is about; YEAR and PART ("Quý", "Tháng") make a period together."""

MOST = 200
"""Rows that are looked at to tell what a column holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """Shares of a column's filled cells that are each kind of thing; `cells` are those looked at."""

    cells: tuple[str, ...]
    figures: float
    names: float
    codes: float
    periods: float
    variables: float
    counted: bool

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the column."""
        return not self.cells


def assign_roles(table: Table, lexicon: Lexicon) -> dict[int, str]:
    """Column to role. Every column has one; those that hold figures or might, and no other role, are FIGURE."""
    held = {column.at: look(table, column.at, lexicon) for column in table.columns}
    found = {column.at: _role(column, held[column.at], lexicon) for column in table.columns}
    _only_one(found, held, CODE, lambda h: (h.codes, -h.counted))
    _only_one(found, held, NAME, lambda h: (_compared(h, lexicon), len(set(h.cells))), otherwise=PARENT)
    _only_one(found, held, VARIABLE, lambda h: (h.variables, len(set(h.cells))), otherwise=NOTE)
    if YEAR in found.values() and PART not in found.values() and PERIOD not in found.values():
        found = {at: PERIOD if role == YEAR else role for at, role in found.items()}
    if PART in found.values() and YEAR not in found.values():
        found = {at: PERIOD if role == PART else role for at, role in found.items()}
    return found


def look(table: Table, at: int, lexicon: Lexicon) -> Held:
    """What stands in a column, by its first rows."""
    rows = table.body[:MOST]
    cells = tuple(cell for row in rows if (cell := table.grid.shown(row, at)))
    header = " ".join(table.columns[at].path)
    return Held(
        cells,
        _share(cells, is_figure),
        _share(cells, lambda cell: bool(lexicon.named(cell))),
        _share(cells, lexicon.bears),
        _share(cells, lambda cell: _is_period(cell, header)),
        _share(cells, lexicon.is_variable),
        _is_counted(cells),
    )


def _role(column: Column, held: Held, lexicon: Lexicon) -> str:
    """The role that header and content agree on."""
    leaf = column.path[-1] if column.path else ""
    told = roles(leaf)
    if held.blank:
        return next(
            (role for role in (NOTE, DATE, RANK, MEASURE, STATUS) if role in told),
            BLANK if not told and not leaf else _empty(told),
        )
    worded = held.figures < 0.5
    if "order" in told and (held.counted or not lexicon.is_variable(leaf)):
        return ORDER
    if "variable" in told and held.figures < 0.8 and (held.variables > 0 or not told & {"name"}):
        return VARIABLE
    if "measure" in told and worded and not (told & {"name"} and held.names > 0.5):
        return MEASURE
    if told & {"code", "name"}:
        return _unit_role(told, held)
    if "parent" in told:
        return NAME if worded and held.names > 0.5 and _compared(held, lexicon) else PARENT
    for role, words in ((NOTE, "note"), (DATE, "date"), (RANK, "rank"), (STATUS, "status")):
        if words in told:
            return role
    if told & {"year", "quarter", "month"} and not lexicon.is_period(leaf):
        return PERIOD if _written_out(held, leaf) else YEAR if "year" in told else PART
    if "period" in told:
        return PERIOD
    if lexicon.is_variable(leaf) or told & {"value", "numerator", "denominator", "total"}:
        return FIGURE
    if leaf and (lexicon.named(leaf) or lexicon.is_period(leaf)):
        return FIGURE
    return _by_content(column, held, worded)


def _empty(told: frozenset[str]) -> str:
    """The role of a column with a header and nothing under it."""
    if told & {"order"}:
        return ORDER
    return CODE if "code" in told and "name" not in told else NAME if "name" in told else FIGURE


def _unit_role(told: frozenset[str], held: Held) -> str:
    """Code or name; "Đơn vị" and `unit` may be either, and the unit of measure too."""
    if "variable" in told and held.variables > 0.5:
        return VARIABLE
    if held.names >= 0.5 and "name" in told:
        return NAME
    coded = sum(any(map(str.isdigit, cell)) and " " not in cell.strip() for cell in held.cells) / len(held.cells)
    if "code" in told and ("name" not in told or coded > 0.5):
        return VARIABLE if held.variables > 0.5 and held.codes < 0.5 else CODE
    if coded > 0.8 and held.codes > 0.5:
        return CODE
    return NAME


def _by_content(column: Column, held: Held, worded: bool) -> str:
    """The role of a column whose header says nothing of the kind."""
    if held.names > 0.5 and worded:
        return NAME
    if worded and held.variables > 0.5:
        return VARIABLE
    if worded and held.periods > 0.8:
        return PERIOD
    if not column.path:
        if held.counted:
            return ORDER
        if held.codes > 0.8 and len(set(held.cells)) > 1 and all(len(cell.strip()) >= 4 for cell in held.cells):
            return CODE
    if (
        worded
        and held.figures == 0
        and all(isinstance(cell, str) and len(cell) > 3 for cell in held.cells)
        and not column.path
    ):
        return NOTE
    return FIGURE


def _only_one(
    found: dict[int, str], held: dict[int, Held], role: str, by: Callable[[Held], tuple], otherwise: str = NOTE
) -> None:
    """Of several columns of a role the one that fits best keeps it."""
    several = [at for at, given in found.items() if given == role]
    if len(several) > 1:
        best = max(several, key=lambda at: (by(held[at]), -at))
        for at in several:
            if at != best:
                found[at] = otherwise


def _compared(held: Held, lexicon: Lexicon) -> bool:
    """Whether a column names the units that report, rather than those above them."""
    codes = {code for cell in held.cells for code in lexicon.named(cell)}
    return any(unit.compared for code in codes for unit in lexicon.known.by_code[code])


def _written_out(held: Held, leaf: str) -> bool:
    """Whether cells under "Quý" or "Tháng" tell their year too."""
    spans = [said_by(cell, leaf) for cell in held.cells]
    return all(span is not None and span.year is not None for span in spans) and any(
        span is not None and (span.first, span.last) != (1, 12) for span in spans
    )


def _is_period(cell: str, header: str) -> bool:
    span = said_by(cell, header)
    return span is not None and (span.how != DAY or isinstance(cell, Typed))


def _is_counted(cells: tuple[str, ...]) -> bool:
    """Whether a column counts its rows: 1, 2, 3 with groups in between."""
    numbers = [int(cell.strip().rstrip(".")) for cell in cells if cell.strip().rstrip(".").isdigit()]
    return len(numbers) > 1 and numbers[0] in (0, 1) and all(b - a == 1 or b == 1 for a, b in pairwise(numbers))


def _share(cells: tuple[str, ...], is_it: Callable[[str], bool]) -> float:
    return sum(map(is_it, cells)) / len(cells) if cells else 0.0
