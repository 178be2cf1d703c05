"""What each figure is about: its unit and period, and the words that tell figures of one row or column apart."""

from dataclasses import dataclass
from decimal import Decimal

from dx_metrics.intake.figures import Asked, read_column
from dx_metrics.intake.naming import Naming
from dx_metrics.intake.slots import Place, Slot
from dx_metrics.intake.timing import Timing


@dataclass
class Subjects:
    """The units and periods of the figures of one table."""

    naming: Naming
    timing: Timing

    def key(self, slot: Slot, place: Place) -> object:
        """What makes figures of several slots belong together before units and periods are known."""
        if not slot.by_row:
            return place.row, place.head.spans
        return self.naming.texts(place.row, place.head), place.head.spans, self.timing.texts(place.row)

    def numbers(self, slot: Slot) -> dict[object, Decimal]:
        """The numbers of a slot, read by what is understood of its variable so far."""
        code = slot.understood.variable if slot.understood else ""
        variable = self.naming.known.variables.get(code)
        unit = variable.unit if variable else slot.measure
        whole = variable is not None and variable.kind == "count"
        read = read_column([place.text for place in slot.places], Asked(unit=unit, whole=whole))
        return {
            self.key(slot, place): value.number
            for place, value in zip(slot.places, read.values, strict=True)
            if value.number is not None
        }

    def of(self, place: Place) -> tuple[str, str]:
        """Unit and period of a figure; "" for what is open or refused, which is then remarked or asked."""
        period = self.timing.period_of(place.row, place.head)
        return self.naming.unit_of(place.row, place.head, period), period
