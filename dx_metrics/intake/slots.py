"""The figures of a table by what they report: one slot for each variable, whichever way the table lies."""

from dataclasses import dataclass, field, replace

from dx_metrics.intake.column_roles import FIGURE, MEASURE, STATUS, VARIABLE
from dx_metrics.intake.columns import Understood
from dx_metrics.intake.heads import DENOMINATOR, NUMERATOR, TOTAL, VALUE, Head, take_head
from dx_metrics.intake.layout import Table
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.sorting import Sorted


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that may hold a figure: its row and the head of its column; `status` is what a column of states says."""

    row: int
    head: Head
    text: str
    status: str = ""


@dataclass
class Slot:
    """Cells that report one thing. `path` are the words for it, `label` what the officer calls it.

    `kind`: value, numerator, denominator or total. `by_row`: the words stand in the rows (`column` holds them), not
    in the header.
    """

    table: Table
    path: tuple[str, ...]
    label: str
    kind: str
    measure: str = ""
    by_row: bool = False
    places: list[Place] = field(default_factory=list)
    totals: list[Place] = field(default_factory=list)
    understood: Understood | None = None
    variable: str = ""

    @property
    def percents(self) -> bool:
        """Whether its cells show percent signs: most of them, for a stray one makes no rate of a count."""
        filled = [place.text for place in self.places if place.text]
        return 2 * sum("%" in text for text in filled) > len(filled)


def slots_of(table: Table, roles: dict[int, str], rows: Sorted, lexicon: Lexicon) -> list[Slot]:
    """Every slot of a table, in the order of its columns, or of its rows where the variables stand in them."""
    transposed = _is_transposed(table, roles, lexicon)
    heads = [take_head(column, lexicon, transposed) for column in table.columns if roles[column.at] == FIGURE]
    heads = _totals(heads)
    status = _first(roles, STATUS)
    variables, measures = _first(roles, VARIABLE), _first(roles, MEASURE)
    found: dict[tuple, Slot] = {}
    said, totals = "", frozenset(rows.totals)
    for row in (*rows.figures, *rows.totals):
        cells = table.grid.rows[row]
        state = cells[status] if status is not None and row not in totals else ""
        if variables is not None:
            said = table.grid.shown(row, variables) or said
        for head in heads:
            label, path, by_row = _named(table, row, head, said if variables is not None else "", rows, lexicon)
            key = (path, head.kind, _again(heads, head) if not by_row else 0)
            if key not in found:
                measure = cells[measures] if measures is not None else ""
                found[key] = Slot(table, path, label, head.kind, measure, by_row)
            place = Place(row, head, cells[head.at], state)
            (found[key].totals if row in totals else found[key].places).append(place)
    return [slot for slot in found.values() if slot.places or slot.totals]


def _named(
    table: Table, row: int, head: Head, said: str, rows: Sorted, lexicon: Lexicon
) -> tuple[str, tuple[str, ...], bool]:
    """What the officer calls the figure of a cell, the words for its variable, whether they stand in the row."""
    if said:
        return said, (*head.path, said), True
    if not head.path or (head.kind == TOTAL and len(head.path) == 1):
        groups = [group for group in rows.groups.get(row, ()) if lexicon.is_variable(group)]
        if groups:
            return groups[-1], (groups[-1],), True
    return head.column.label, head.path, False


def _is_transposed(table: Table, roles: dict[int, str], lexicon: Lexicon) -> bool:
    """Whether two headers or more name different units."""
    named = {
        codes
        for column in table.columns
        if roles[column.at] == FIGURE
        for text in column.path
        if (codes := lexicon.named(text))
    }
    coded = [column for column in table.columns if any(lexicon.bears(text) for text in column.path)]
    return len(named) > 1 or (len(coded) > 1 and _first(roles, "code") is None and _first(roles, "name") is None)


def _totals(heads: list[Head]) -> list[Head]:
    """A column without the period or unit that the others have is a total only if its header says so.

    A year beside its quarters is the sum of them.
    """
    spread = any(head.spans or head.unit_name or head.unit_code for head in heads)
    if not spread:
        return [replace(head, kind=VALUE) if head.kind == TOTAL else head for head in heads]
    found = []
    for head in heads:
        own = head.spans or head.unit_name or head.unit_code
        if head.kind == TOTAL and not own:
            found.append(replace(head, path=head.path[:-1]))
        elif head.kind == TOTAL:
            found.append(replace(head, kind=VALUE))
        else:
            found.append(_whole_year(head, heads))
    return found


def _whole_year(head: Head, heads: list[Head]) -> Head:
    spans = [span for span in head.spans if span.first]
    finer = [
        other
        for other in heads
        if other.path == head.path and any(0 < span.last - span.first + 1 < 12 for span in other.spans)
    ]
    if len(finer) > 1 and spans and all((span.first, span.last) == (1, 12) for span in spans) and len(head.spans) == 1:
        return replace(head, kind=TOTAL, spans=())
    return head


def _again(heads: list[Head], head: Head) -> int:
    """How many columns before this one say exactly the same."""

    def said(one: Head) -> tuple:
        return one.path, one.kind, one.spans, one.unit_name, one.unit_code

    return sum(said(other) == said(head) for other in heads if other.at < head.at)


def _first(roles: dict[int, str], role: str) -> int | None:
    return next((at for at, given in roles.items() if given == role), None)


__all__ = ["DENOMINATOR", "NUMERATOR", "TOTAL", "VALUE", "Place", "Slot", "slots_of"]
