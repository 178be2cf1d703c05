"""Quick looks at a cell while the layout is sought: might it name a unit, a period, a variable?

Nothing is decided here; what a row really says is read with the layout known.
"""

from dataclasses import dataclass, field
from functools import cached_property

from dx_metrics.intake.columns import understand
from dx_metrics.intake.communes import bearing
from dx_metrics.intake.known import Known
from dx_metrics.intake.names import take_apart
from dx_metrics.intake.periods_said import said_by
from dx_metrics.intake.spans import DAY
from dx_metrics.intake.spelling import unmarked

LONGEST = 200
"""Letters of a cell beyond which it is a sentence and names nothing."""


@dataclass(frozen=True)
class Lexicon:
    """What is known of a workspace, looked up by a cell's text. Each text is looked at once."""

    known: Known
    _named: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Unit names and short names without marks, in any period, to the codes that bore them."""
        found: dict[str, set[str]] = {}
        for unit in self.known.units:
            for name in (unit.name, unit.short_name):
                if name:
                    found.setdefault(unmarked(name), set()).add(unit.code)
        return {name: frozenset(codes) for name, codes in found.items()}

    def named(self, cell: str) -> frozenset[str]:
        """Codes of the units that a cell names, in any spelling and any period."""
        if cell not in self._named:
            self._named[cell] = self._find(cell)
        return self._named[cell]

    def bears(self, cell: str) -> bool:
        """Whether a cell could be the code of a unit. Many plain numbers could."""
        return bool(cell) and len(cell) < 20 and any(map(str.isdigit, cell)) and bool(bearing(self.known, cell))

    def is_variable(self, cell: str) -> bool:
        """Whether a cell says which variable, or the rate of which variables, is reported."""
        if not cell or len(cell) > LONGEST or not any(map(str.isalpha, cell)):
            return False
        return understand((cell,), self.known).taken

    def is_period(self, cell: str) -> bool:
        """Whether a cell holds a period and nothing else; a single day is none."""
        if not cell or len(cell) > 60:
            return False
        span = said_by(cell)
        return span is not None and span.how != DAY and bool(span.first)

    def _find(self, cell: str) -> frozenset[str]:
        if not cell or len(cell) > LONGEST or not any(map(str.isalpha, cell)):
            return frozenset()
        for written in take_apart(cell):
            found = self.names.get(unmarked(written.name))
            if found:
                return found
        return frozenset()
