"""Inspections planned and held; findings open and close actions in the same change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dx_metrics.access import Person
from dx_metrics.follow_up import acts, rights
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.rows import change, next_code, next_number, row
from dx_metrics.store import Change, Release

OPENS, CLOSES, NOTES = "opens", "closes", "notes"
EFFECTS = {NOTES: "ghi nhận", CLOSES: "đóng một việc", OPENS: "giao việc mới"}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `closes` is the action that it closes; `opens` what `acts.open_action` is told of a new one."""

    text: str
    criterion: str = ""
    closes: str = ""
    opens: Mapping[str, object] | None = None


def plan_visit(release: Release, person: Person | None, told: Mapping[str, object]) -> Change:
    """A visit to come: unit, date, team, checklist."""
    rights.office(person)
    code = next_code(release, "inspections", "K")
    return change(f"Lập lịch kiểm tra {code}", {"inspections": [{**told, "code": code, "held": False}]})


def hold_visit(
    release: Release,
    person: Person | None,
    code: str,
    result: str,
    found: Sequence[Found],
    by: str,
    day: date | None = None,
) -> Change:
    """What the team came back with. Closed actions are closed on `day` (that of the visit where none is said)."""
    rights.office(person)
    visit = row(release, "inspections", code=code)
    if visit is None:
        raise Refused(f"Không có cuộc kiểm tra {code}.")
    held = day or date.fromisoformat(visit["date"])
    number = next_number(release, "findings", inspection=code)
    free = int(next_code(release, "actions", "V")[1:])
    findings: list[Mapping[str, object]] = []
    actions: dict[str, Mapping[str, object]] = {}
    for at, finding in enumerate(found):
        effect, action = NOTES, ""
        if finding.closes:
            effect, action = CLOSES, finding.closes
            own = acts.closed(release, person, action, held, by, f"Kiểm tra {code}: {finding.text}")
            if own["unit"] != visit["unit"]:
                raise Refused(f"Việc {action} không phải của đơn vị được kiểm tra.")
            actions[action] = own
        elif finding.opens:
            effect, action = OPENS, f"V{free:02d}"
            free += 1
            actions[action] = {**finding.opens, "code": action, "unit": visit["unit"]}
        told = {"criterion": finding.criterion, "finding": finding.text, "effect": effect, "action": action}
        findings.append({"inspection": code, "number": number + at, **told})
    inspection = visit | {"held": True, "date": held, "result": result or visit["result"]}
    rows = {"inspections": [inspection], "actions": list(actions.values()), "findings": findings}
    return change(f"Kết quả kiểm tra {code}", rows)
