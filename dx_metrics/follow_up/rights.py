"""Who may do what with the registers: a commune with its own, the office with all, nobody with what they did."""

from dx_metrics.access import Person, may
from dx_metrics.follow_up import reporters


class Refused(Exception):
    """What may not be done, in a sentence for the screen."""


def of_unit(person: Person | None, unit: str) -> None:
    """Reply, report done, ask for time: for one's own communes. Raises Refused."""
    if not may(person, "follow_up", unit):
        raise Refused(f"Tài khoản này không theo dõi đơn vị {unit}: chỉ ghi được việc của đơn vị mình.")


def office(person: Person | None) -> None:
    """Assign, answer, grant, inspect, close: for accounts that follow all communes. Raises Refused."""
    if not is_office(person):
        raise Refused(
            "Việc này do cơ quan theo dõi toàn huyện làm; tài khoản của xã chỉ báo xong, xin lùi hạn, giải trình."
        )


def is_office(person: Person | None) -> bool:
    """Whether an account follows up on all communes, not on some."""
    return person is not None and may(person, "follow_up") and not person.units


def another(person: Person | None, table: str, key: dict[str, str], column: str, did: str, to_do: str) -> None:
    """Raises Refused when the account that did the first step would do the second one too."""
    if person is not None and reporters.account(table, key, column) == person.name:
        raise Refused(f"Tài khoản này đã {did}; phải do tài khoản khác {to_do}.")
