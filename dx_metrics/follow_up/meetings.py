"""What meetings agree, what communes reply, who looks after whom: each as one change of the registers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dx_metrics.access import Person
from dx_metrics.follow_up import rights
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.rows import change, next_code, next_number, row
from dx_metrics.store import Change, Release

TAKEN_OVER = (
    "select member, unit, valid_from::date as valid_from from assignments where unit = $unit and valid_to is null"
)


def reply(release: Release, person: Person | None, told: Mapping[str, object]) -> Change:
    """A commune's reply to a lost point: unit, series, criterion, period, reply, evidence, by, at."""
    rights.of_unit(person, str(told["unit"]))
    code = next_code(release, "replies", "G")
    return change(f"Giải trình {code} về {told['criterion']}", {"replies": [{**told, "code": code}]})


def answer(release: Release, person: Person | None, code: str, day: date, by: str, words: str) -> Change:
    """The office answers a reply; its own words stay as they are."""
    rights.office(person)
    said = row(release, "replies", code=code)
    if said is None:
        raise Refused(f"Không có giải trình {code}.")
    answered = {"answer": words, "answered_by": by, "answered_at": day}
    return change(f"Trả lời giải trình {code}", {"replies": [said | answered]})


def hold_meeting(release: Release, person: Person | None, told: Mapping[str, object]) -> Change:
    """A meeting with its minutes: date, title, period, chair, minutes."""
    rights.office(person)
    code = next_code(release, "meetings", "H")
    return change(f"Ghi cuộc họp {code}: {told['title']}", {"meetings": [{**told, "code": code}]})


def conclude(release: Release, person: Person | None, meeting: str, told: Mapping[str, object]) -> Change:
    """One point agreed at a meeting: text, and where it has them unit, owner, due."""
    rights.office(person)
    if row(release, "meetings", code=meeting) is None:
        raise Refused(f"Không có cuộc họp {meeting}.")
    number = next_number(release, "conclusions", meeting=meeting)
    agreed = {**told, "meeting": meeting, "number": number}
    return change(f"Kết luận {number} của cuộc họp {meeting}", {"conclusions": [agreed]})


def name_member(release: Release, person: Person | None, name: str, post: str) -> Change:
    """Another member of the committee, by function."""
    rights.office(person)
    code = next_code(release, "members", "TV").replace("TV0", "TV")
    return change(f"Thêm thành viên {code}: {name}", {"members": [{"code": code, "name": name, "post": post}]})


def assign(
    release: Release, person: Person | None, member: str, units: Sequence[str], role: str, since: date, basis: str
) -> Change:
    """A member looks after these communes from a day on; whoever did so before ceases the day before."""
    rights.office(person)
    if row(release, "members", code=member) is None:
        raise Refused(f"Không có thành viên {member}.")
    rows: list[Mapping[str, object]] = []
    for unit in units:
        for before in release.rows(TAKEN_OVER, unit=unit).to_dict("records"):
            if before["member"] == member:
                raise Refused(f"Thành viên này đang phụ trách đơn vị {unit}.")
            started = before["valid_from"].date()
            if started >= since:
                raise Refused(f"Đơn vị {unit} đã được phân công từ {started:%d/%m/%Y}; ghi ngày muộn hơn.")
            kept = row(release, "assignments", member=before["member"], unit=unit, valid_from=started.isoformat())
            rows.append((kept or {}) | {"valid_to": since - timedelta(days=1)})
        rows.append({"member": member, "unit": unit, "role": role, "valid_from": since, "basis": basis})
    return change(f"Phân công {member}: {', '.join(units)}", {"assignments": rows})
