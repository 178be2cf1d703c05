"""What people do with actions, each as one change of the registers. Rights are asked here, at the moment of the change.

Every function raises `Refused` with a sentence for what may not be done; what the registers' own rules
(dates in order, closed by another office, with evidence) refuse is told by the store.
"""

from collections.abc import Mapping
from datetime import date

from dx_metrics.access import Person
from dx_metrics.follow_up import rights
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.rows import Row, change, next_code, row
from dx_metrics.store import Change, Release


def open_action(
    release: Release, person: Person | None, told: Mapping[str, object], agreed: tuple[str, int] | None = None
) -> Change:
    """A new action: unit, series, criterion, period, title, points_claimed, owner, due, opened_at, opened_by.

    `agreed` is the conclusion (meeting, number) that it carries out; it then names the action.
    """
    rights.office(person)
    code = next_code(release, "actions", "V")
    rows: dict[str, list[Mapping[str, object]]] = {"actions": [{**told, "code": code}]}
    if agreed:
        concluded = row(release, "conclusions", meeting=agreed[0], number=agreed[1])
        if concluded is None or concluded["action"]:
            raise Refused("Kết luận này không còn, hoặc đã được giao thành việc.")
        rows["conclusions"] = [concluded | {"action": code}]
    return change(f"Giao việc {code}: {told['title']}", rows)


def report_done(release: Release, person: Person | None, code: str, day: date, by: str, evidence: str) -> Change:
    """The owner says that it is done, and what proves it."""
    action = _open(release, code)
    rights.of_unit(person, action["unit"])
    done = {"done_at": day.isoformat(), "done_by": by, "evidence": evidence}
    return change(f"Báo xong việc {code}: {action['title']}", {"actions": [action | done]})


def close_action(release: Release, person: Person | None, code: str, day: date, by: str, evidence: str = "") -> Change:
    """Somebody else than who reported it looks at the evidence and closes it."""
    action = closed(release, person, code, day, by, evidence)
    return change(f"Đóng việc {code}: {action['title']}", {"actions": [action]})


def closed(release: Release, person: Person | None, code: str, day: date, by: str, evidence: str = "") -> Row:
    """The row of a closed action. What an inspection saw done counts as reported by its owner that day."""
    rights.office(person)
    action = _open(release, code)
    rights.another(person, "actions", {"code": code}, "done_at", f"báo xong việc {code}", "đóng")
    if not action["done_at"]:
        action |= {"done_at": day.isoformat(), "done_by": action["owner"]}
    evidence = "; ".join(dict.fromkeys(text for text in (action["evidence"], evidence) if text))
    return action | {"evidence": evidence, "closed_at": day.isoformat(), "closed_by": by}


def send_back(release: Release, person: Person | None, code: str, why: str) -> Change:
    """Reported done, but it is not: the action is open again, with a note why."""
    rights.office(person)
    action = _open(release, code)
    if not action["done_at"]:
        raise Refused(f"Việc {code} chưa được báo xong.")
    undone = {"done_at": "", "done_by": "", "note": "; ".join(text for text in (action["note"], why) if text)}
    return change(f"Trả lại việc {code}: {why}", {"actions": [action | undone]})


def ask_extension(
    release: Release, person: Person | None, code: str, day: date, by: str, until: date, why: str
) -> Change:
    """A later date is asked for; the original one stays, and holds until somebody else grants this one."""
    action = _open(release, code)
    rights.of_unit(person, action["unit"])
    if row(release, "extensions", action=code, asked_at=day.isoformat()):
        raise Refused(f"Hôm nay đã có đề nghị lùi hạn việc {code}; chờ quyết định.")
    asked = {"action": code, "asked_at": day, "asked_by": by, "until": until, "reason": why}
    return change(f"Xin lùi hạn việc {code} đến {until:%d/%m/%Y}", {"extensions": [asked]})


def decide_extension(
    release: Release, person: Person | None, code: str, asked_at: date, day: date, by: str, *, granted: bool
) -> Change:
    """Another account grants or refuses it."""
    rights.office(person)
    asked = row(release, "extensions", action=code, asked_at=asked_at.isoformat())
    if asked is None or asked["decided_at"]:
        raise Refused("Đề nghị lùi hạn này không còn, hoặc đã có quyết định.")
    key = {"action": code, "asked_at": asked_at.isoformat()}
    rights.another(person, "extensions", key, "until", "xin lùi hạn", "quyết định")
    decided = {"decided_at": day, "decided_by": by, "granted": granted}
    words = "Cho" if granted else "Không cho"
    return change(f"{words} lùi hạn việc {code}", {"extensions": [asked | decided]})


def _open(release: Release, code: str) -> Row:
    action = row(release, "actions", code=code)
    if action is None:
        raise Refused(f"Không có việc {code}.")
    if action["closed_at"]:
        raise Refused(f"Việc {code} đã đóng ngày {date.fromisoformat(action['closed_at']):%d/%m/%Y}.")
    return action
