"""What somebody is looking at: the choices that a link carries."""

from dataclasses import dataclass

ALL = "tat-ca"
"""No commune, or no theme, singled out."""


@dataclass(frozen=True, slots=True)
class View:
    """Codes only. `unit` and `theme` may be `ALL`; `others` are compared with `unit`."""

    series: str
    period: str
    unit: str = ALL
    theme: str = ALL
    others: tuple[str, ...] = ()
    criterion: str = ALL
