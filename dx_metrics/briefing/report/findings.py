"""The findings of a report by the names that its sentences use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dx_metrics.briefing.report import findings_index, findings_indicators, findings_registers
from dx_metrics.briefing.report.codes import Value
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.names import NESTED

Named = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Findings:
    """`whole`: said once. `each`: by scope, one mapping a theme, an indicator, an action …"""

    whole: Named
    each: Mapping[str, Sequence[Named]]

    def of(self, scope: str, under: Named | None = None) -> Sequence[Named]:
        """What a sentence of a scope is written from; under a theme's heading, of that theme."""
        if not scope:
            return [{**self.whole, **(under or {})}]
        parent = NESTED.get(scope)
        rows = self.each.get(scope, [])
        if under is not None and parent:
            rows = [row for row in rows if row.get(parent) == under.get("ma")]
        return [{**self.whole, **(under or {}), **row} for row in rows]


def find(matter: Matter) -> Findings:
    """All findings of a matter."""
    whole, each = findings_registers.registers(matter)
    return Findings(
        whole={**findings_index.index(matter), **whole},
        each={
            "tru_cot": findings_index.themes(matter),
            "chi_tieu": findings_indicators.indicators(matter),
            "mat_diem": findings_indicators.losses(matter),
            **each,
        },
    )
