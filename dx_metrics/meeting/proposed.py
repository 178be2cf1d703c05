"""The sequence that is put together by one click, in the order of a meeting."""

from collections.abc import Mapping

from dx_metrics.meeting.sequence import (
    AGREED,
    BEFORE,
    DECIDING,
    DECISIONS,
    EXHIBIT,
    HEADLINE,
    NEW,
    OPENING,
    STANDING,
    Slide,
)

REGISTERS = (("ke-hoach-khac-phuc", 5),)
USUAL = (("xep-hang", 4), ("ban-do", 3), ("xa-muc-tieu", 4))
RECENT = (("tang-giam", 4), ("vi-sao-doi", 4), ("diem-mat", 5), ("diem-mat-theo-xa", 4))


def proposed(parameters: Mapping[str, str]) -> tuple[Slide, ...]:
    """Last time and what became of it, the plan, how things stand, what is new, points lost, decisions.

    `parameters` are the view that every part is looked at in, as its URL says it.
    """

    def parts(section: str, named: tuple[tuple[str, int], ...]) -> list[Slide]:
        return [Slide(EXHIBIT, section, minutes, name, parameters) for name, minutes in named]

    return (
        Slide(OPENING, BEFORE, 1),
        Slide(AGREED, BEFORE, 6),
        *parts(BEFORE, REGISTERS),
        Slide(HEADLINE, STANDING, 3),
        *parts(STANDING, USUAL),
        *parts(NEW, RECENT),
        Slide(DECISIONS, DECIDING, 10),
    )
