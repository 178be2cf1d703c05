"""One mark given on screen: what is wrong with it, what it would change, and the row that it becomes."""

from dataclasses import dataclass
from typing import Any

from dx_metrics.charts.reform import STAGE_NAMES, Round
from dx_metrics.charts.reform_sums import totals
from dx_metrics.scoring.assessed import STAGES
from dx_metrics.wording import absent, number, plain


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark of one commune for one criterion at one stage."""

    unit: str
    code: str
    stage: str
    points: float
    reason: str = ""
    evidence: str = ""
    forms: int = 0


def stages_for(*, judge: bool, own: bool) -> tuple[str, ...]:
    """The stages that somebody may mark: a commune its own, who judges all that come after."""
    return (("self",) if own else ()) + (tuple(stage for stage in STAGES if stage != "self") if judge else ())


def faults(row: Any, mark: Judgement) -> list[str]:
    """Why the mark cannot be saved, in sentences. `row`: the criterion's row of `queries.reform.marks`."""
    found = []
    if not 0 <= mark.points <= row.max_points + 1e-9:
        found.append(f"Điểm phải từ 0 đến {plain(row.max_points)}.")
    later = [stage for stage in STAGES[STAGES.index(mark.stage) + 1 :] if not absent(getattr(row, stage))]
    if later:
        found.append(
            f"Tiêu chí này đã qua bước {STAGE_NAMES[later[-1]]}: không sửa được bước {STAGE_NAMES[mark.stage]}."
        )
    before = before_of(row, mark.stage)
    if before is not None and abs(before - mark.points) > 1e-9 and not mark.reason.strip():
        found.append(f"Điểm khác bước trước ({plain(before)}): ghi lý do.")
    if mark.stage == "survey" and mark.forms < 1:
        found.append("Ghi số phiếu hợp lệ của cuộc điều tra.")
    now = getattr(row, mark.stage)
    same = not absent(now) and abs(now - mark.points) < 1e-9
    same = same and mark.reason.strip() in ("", _text(row.reason)) and mark.evidence.strip() == _text(row.evidence)
    if same and mark.stage != "survey":
        found.append("Chưa có gì thay đổi.")
    return found


def before_of(row: Any, stage: str) -> float | None:
    """Points of the last stage before one; None where there is none."""
    known = [getattr(row, one) for one in STAGES[: STAGES.index(stage)] if not absent(getattr(row, one))]
    return float(known[-1]) if known else None


def preview(round_: Round, mark: Judgement) -> str:
    """What the mark would do: to the criterion, to the commune's sum and to its place."""
    here = (round_.marks["unit"] == mark.unit) & (round_.marks["code"] == mark.code)
    before = totals(round_).set_index("unit")
    row = round_.marks[here].iloc[0]
    marks = round_.marks.copy()
    marks.loc[here, ["points", mark.stage]] = mark.points
    after = totals(Round(round_.view, round_.series, round_.period, marks, round_.before, round_.before_name))
    after = after.set_index("unit")
    name, many = row["short_name"], len(after)
    was = "chưa chấm" if absent(row["points"]) else plain(row["points"])
    said = f"{row['criterion_name']}: {was} thành {plain(mark.points)} trên {plain(row['max_points'])}."
    if mark.unit not in before.index:
        return f"{said} {name}: {number(after.at[mark.unit, 'points'], 2)} điểm."
    was_at, is_at = before.at[mark.unit, "rank"], after.at[mark.unit, "rank"]
    place = f"vẫn thứ {is_at}" if was_at == is_at else f"thứ {was_at} thành thứ {is_at}"
    return (
        f"{said} {name}: {number(before.at[mark.unit, 'points'], 2)} thành {number(after.at[mark.unit, 'points'], 2)} "
        f"điểm, {place} trên {many}."
    )


def row_of(round_: Round, mark: Judgement, *, by: str, day: str) -> dict[str, str]:
    """The row of `assessments`."""
    return {
        "series": round_.series,
        "unit": mark.unit,
        "period": round_.period,
        "code": mark.code,
        "stage": mark.stage,
        "points": f"{mark.points:.10g}",
        "reason": " ".join(mark.reason.split()),
        "evidence": " ".join(mark.evidence.split()),
        "forms": str(mark.forms) if mark.stage == "survey" else "",
        "by": by,
        "at": day,
    }


def _text(value: object) -> str:
    return "" if absent(value) else str(value)
