"""What is agreed on the spot: a conclusion of the meeting that is held, and where wanted an action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dx_metrics.access import Person
from dx_metrics.follow_up import rights
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.rows import change, next_code, next_number
from dx_metrics.meeting.sequence import Sequence
from dx_metrics.store import Change, Release

HELD = "select code from meetings where date = $date and title = $title order by code limit 1"
SAID = "select text from conclusions where meeting = $meeting"
LONGEST, TITLE = 2000, 500


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody typed. With `criterion` it becomes an action, and then needs a commune, an owner and a day."""

    words: str
    unit: str = ""
    owner: str = ""
    due: date | None = None
    criterion: str = ""
    series: str = ""
    period: str = ""
    points_claimed: float | None = None


def meeting_of(release: Release, sequence: Sequence) -> str:
    """The code of the meeting that a sequence is for: of its day and name; empty while nothing was agreed."""
    found = release.rows(HELD, date=sequence.date, title=sequence.name)["code"]
    return "" if found.empty else str(found.iloc[0])


def decide(release: Release, person: Person | None, sequence: Sequence, told: Decision, day: date) -> Change:
    """One change: the meeting where it is not in the register yet, the conclusion, the action.

    Raises Refused with a sentence for what is missing, sent twice, or not this person's to do.
    """
    rights.office(person)
    words = " ".join(told.words.split())
    if not words:
        raise Refused("Chưa ghi nội dung kết luận.")
    if len(words) > LONGEST:
        raise Refused(f"Kết luận dài {len(words)} chữ cái, nhiều nhất {LONGEST}. Hãy tách thành nhiều kết luận.")
    rows: dict[str, list[Mapping[str, object]]] = {}
    meeting = meeting_of(release, sequence)
    if not meeting:
        meeting = next_code(release, "meetings", "H")
        period = sequence.parameters.get("ky", "")
        rows["meetings"] = [{"code": meeting, "date": sequence.date, "title": sequence.name, "period": period}]
    elif words in set(release.rows(SAID, meeting=meeting)["text"]):
        raise Refused("Kết luận này đã được ghi, không ghi lần thứ hai.")
    action = ""
    if told.criterion:
        action = next_code(release, "actions", "V")
        rows["actions"] = [_action(action, told, words, day)]
    number = next_number(release, "conclusions", meeting=meeting)
    concluded = {"meeting": meeting, "number": number, "text": words, "action": action}
    rows["conclusions"] = [concluded | {"unit": told.unit, "owner": told.owner, "due": told.due}]
    given = f", giao việc {action}" if action else ""
    return change(f"Kết luận {number} của cuộc họp {meeting}{given}", rows)


def _action(code: str, told: Decision, words: str, day: date) -> dict[str, object]:
    missing = [
        name for name, value in (("xã", told.unit), ("chủ trì", told.owner), ("hạn", told.due)) if value in ("", None)
    ]
    if missing:
        raise Refused(f"Giao thành việc thì phải ghi {', '.join(missing)}.")
    return {
        "code": code,
        "unit": told.unit,
        "series": told.series,
        "criterion": told.criterion,
        "period": told.period,
        "title": words if len(words) <= TITLE else words[: TITLE - 1] + "…",
        "points_claimed": told.points_claimed,
        "owner": told.owner,
        "due": told.due,
        "opened_at": day,
        "opened_by": "Ban Chỉ đạo",
    }
