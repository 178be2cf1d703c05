"""What somebody is looking at: the choices that a link carries."""

from dataclasses import dataclass

ALL = "tat-ca"
"""No commune, or no theme, singled out."""


@dataclass(frozen=True, slots=True)
class View:
    """Codes only. `unit` and `theme` may be `ALL`; `others` are compared with `unit`.

    `day` is the ISO day on which the committee's registers are shown (empty: `queries.follow_up.day_of`
    says which), `member` whose communes of the committee they are about (empty: all),
    `judged` the round of marking that pages of judged indices show (empty: the newest),
    `level` the parent among whose units alone ranks and medians are taken (empty: among all).
    """

    series: str
    period: str
    unit: str = ALL
    theme: str = ALL
    others: tuple[str, ...] = ()
    criterion: str = ALL
    day: str = ""
    member: str = ""
    judged: str = ""
    level: str = ""
