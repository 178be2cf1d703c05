"""People and their rights. Whoever changes anything asks `may` at the moment of the change."""

from collections.abc import Iterable
from dataclasses import dataclass

from dx_metrics.settings import settings

ROLES = {"xem": "Xem", "nap": "Nạp số liệu", "cong_bo": "Công bố", "quan_tri": "Quản trị"}
RIGHTS = {
    "read": "xem số liệu",
    "upload": "nạp số liệu",
    "follow_up": "theo dõi, trả lời",
    "judge": "chấm điểm, thẩm định",
    "publish": "công bố, khôi phục, rút số liệu",
    "administer": "quản trị",
}
_OF_ROLE = {
    "xem": {"read"},
    "nap": {"read", "upload", "follow_up"},
    "cong_bo": {"read", "upload", "follow_up", "judge", "publish"},
    "quan_tri": set(RIGHTS),
}
_OF_THE_WHOLE = {"publish", "judge", "administer"}
"""What concerns every unit unless one is named."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in. `units` are codes; empty means all of them."""

    name: str
    full_name: str
    role: str
    units: tuple[str, ...] = ()


def may(person: Person | None, right: str, unit: str | None = None) -> bool:
    """Whether this person (None: nobody signed in) has a right of `RIGHTS`, for this unit if one is named.

    Published figures are read by everybody who may read at all. A person with units acts on those only:
    not on another one, and not on the whole. Without a unit, "upload" and "follow_up" ask whether
    there is anything at all that the person may send.
    """
    if right not in RIGHTS:
        raise ValueError(f"no such right: {right}")
    if person is None:
        return right == "read" and settings().reading == "open"
    if right not in _OF_ROLE.get(person.role, set()):
        return False
    if right == "read" or not person.units:
        return True
    return right not in _OF_THE_WHOLE if unit is None else unit in person.units


def own_units(person: Person | None, units: Iterable[str]) -> list[str]:
    """Those of `units` whose uploads, drafts and replies this person may see and send; none for nobody."""
    if person is None:
        return []
    return [unit for unit in units if not person.units or unit in person.units]
