"""The rows of a table's body sorted: figures of a unit, names of groups, totals, what only stands there."""

from dataclasses import dataclass, field

from dx_metrics.intake.column_roles import CODE, FIGURE, NAME, ORDER, PARENT, VARIABLE
from dx_metrics.intake.headings import plain
from dx_metrics.intake.layout import Table
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.names import take_apart
from dx_metrics.intake.numerals import read_cell
from dx_metrics.intake.rows import GROUP, OUTSIDE, REPEATED, is_figure, is_total


@dataclass
class Sorted:
    """Rows by what they are. `groups`: row of figures to the names of the groups above it, the nearest last."""

    figures: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    groups: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Columns:
    order: list[int]
    code: list[int]
    name: list[int]
    variable: list[int]
    figures: list[int]

    @property
    def keys(self) -> list[int]:
        return sorted({*self.order, *self.code, *self.name, *self.variable})


def sort_rows(table: Table, roles: dict[int, str], lexicon: Lexicon) -> Sorted:
    """Every row of the body, once."""
    columns = _Columns(
        *(
            [at for at, role in roles.items() if role in of]
            for of in ({ORDER}, {CODE}, {NAME, PARENT}, {VARIABLE}, {FIGURE})
        )
    )
    found = Sorted()
    header = (
        [table.grid.shown(table.header.last, at) for at in range(table.grid.width)]
        if table.header.last >= table.header.first
        else []
    )
    over: list[str] = []
    for row in table.body:
        kind = _kind(table, row, columns, lexicon, header)
        if kind == "figures":
            found.figures.append(row)
            if over:
                found.groups[row] = tuple(over)
        elif kind == "total":
            found.totals.append(row)
        else:
            found.skipped[row] = kind
            if kind == GROUP:
                over = [*over, _label(table, row, columns)][-3:]
    _footers(table, found)
    return found


def _kind(table: Table, row: int, columns: _Columns, lexicon: Lexicon, header: list[str]) -> str:
    cells = table.grid.rows[row]
    if header and [plain(cell) for cell in cells] == [plain(cell) for cell in header] and any(cells):
        return REPEATED
    label = _label(table, row, columns)
    told = [cells[at] for at in columns.figures if cells[at]]
    counted = any(is_figure(cell) for cell in told)
    if not columns.code and not columns.name:
        return "figures" if told and (counted or _marks(told)) else GROUP
    texts = [cells[at] for at in columns.keys if cells[at]]
    if any(is_total(text) and not lexicon.is_variable(text) for text in texts) and not any(map(lexicon.named, texts)):
        return "total" if told else GROUP
    above = _above(table, row, columns, lexicon)
    if above:
        return "total" if counted else GROUP
    named = any(lexicon.named(cells[at]) for at in columns.name if cells[at])
    coded = any(cells[at] for at in columns.code)
    if named or coded:
        return "figures"
    if not told:
        return "figures" if _claims_unit(label) else GROUP
    if not counted and not label:
        return OUTSIDE
    return "figures" if counted or _marks(told) else OUTSIDE


def _label(table: Table, row: int, columns: _Columns) -> str:
    """What a row is called: its name, else the first text among its keys."""
    cells = table.grid.rows[row]
    places = [*columns.name, *columns.variable, *columns.code, *columns.order]
    return next((cells[at] for at in places if cells[at] and not is_figure(cells[at])), "")


def _above(table: Table, row: int, columns: _Columns, lexicon: Lexicon) -> bool:
    """Whether a row names a unit that lies above those that report: a district over its communes."""
    cells = table.grid.rows[row]
    named = [codes for at in columns.name if cells[at] and (codes := lexicon.named(cells[at]))]
    if not named:
        return False
    own = cells[columns.name[0]] if columns.name else ""
    kinds = {written.kind for written in take_apart(own)}
    units = [unit for codes in named for code in codes for unit in lexicon.known.by_code[code]]
    if any(unit.compared for unit in units):
        # "Huyện Ba Bể" and "Xã Ba Bể": the kind that is written tells them apart.
        said = {kind for kind in kinds if kind}
        return (
            bool(said)
            and not any(u.compared and _of_kind(u.kind, said) for u in units)
            and any(not u.compared for u in units)
        )
    return any(unit.code in lexicon.known.parents for unit in units)


def _of_kind(kind: str, said: set[str]) -> bool:
    return plain(kind) in {plain(word) for word in said}


def _marks(cells: list[str]) -> bool:
    """Whether cells hold marks that stand for figures: "-", "KPS"."""
    return all(read_cell(cell).status for cell in cells)


def _claims_unit(label: str) -> bool:
    """Whether a label is written as the name of a unit, known or not: "Xã Không Có"."""
    parts = take_apart(label) if label else []
    return (
        bool(parts)
        and parts[0].kind in ("xã", "phường", "thị trấn", "đặc khu")
        and len(parts[0].name) > 1
        and len(label) < 40
    )


def _footers(table: Table, found: Sorted) -> None:
    """Rows without figures behind the last row of figures are no groups."""
    last = max((*found.figures, *found.totals), default=-1)
    for row, kind in found.skipped.items():
        if kind == GROUP and row > last:
            found.skipped[row] = OUTSIDE
