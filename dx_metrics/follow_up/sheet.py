"""The sheet that an inspection team carries to one commune; printed as HTML, written as docx."""

from dataclasses import dataclass
from datetime import date

from dx_metrics.charts.lost_words import cure, why
from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.rows import each
from dx_metrics.follow_up.status import DONE, NO_GAIN, WORDS
from dx_metrics.queries import choices, follow_up
from dx_metrics.queries.follow_up import day_of
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent

MARKED_UNSEEN = """
select marked.code, coalesce(names.name, marked.code) as name, marked.period, marked.stage, marked.points
from official_assessments as marked
left join (select series, code, any_value(name order by framework desc) as name
           from criteria join frameworks on frameworks.id = framework group by all) as names
  on names.series = marked.series and names.code = marked.code
where marked.series = $series and marked.unit = $unit and coalesce(marked.evidence, '') = '' and marked.points > 0
  and marked.period = (select max_by(period, "at") from official_assessments
                       where unit = $unit and series = $series and "at" <= $as_of)
order by marked.points desc, marked.code
"""


@dataclass(frozen=True, slots=True)
class LostRow:
    """A criterion to look at: points lost, why, what wins them back."""

    code: str
    name: str
    lost: float
    why: str
    cure: str


@dataclass(frozen=True, slots=True)
class Unproved:
    """Points given without a paper that anybody has seen."""

    code: str
    name: str
    period: str
    points: float


@dataclass(frozen=True, slots=True)
class OpenAction:
    """What was agreed and is not closed yet. `reported`: the owner says that it is done."""

    code: str
    title: str
    owner: str
    due: date
    status: str
    reported: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the paper, in the order in which it is gone through."""

    place: str
    unit: str
    unit_name: str
    period_name: str
    day: date
    release: str
    illustrative: bool
    members: tuple[str, ...]
    visit: str
    date: date | None
    team: str
    checklist: tuple[str, ...]
    last_visit: date | None
    lost: tuple[LostRow, ...]
    unproved: tuple[Unproved, ...]
    actions: tuple[OpenAction, ...]
    replies: tuple[tuple[str, str, str], ...]


def sheet(release: Release, view: View) -> Sheet:
    """The sheet of `view.unit` for its next visit, planned or not. Raises KeyError for no commune of the period."""
    day = day_of(release, view)
    name = str(choices.units(release, view.period).set_index("code").at[view.unit, "name"])
    periods = choices.periods(release, view.series).set_index("code")["name"]
    visits = follow_up.inspections(release, day)
    own = visits[visits["unit"] == view.unit]
    ahead = own[~own["held"]].sort_values("date").head(1).to_dict("records")
    held = own[own["held"]]["date"]
    coming = ahead[0] if ahead else {}
    assigned = follow_up.assignments(release, day)
    unseen = release.rows(MARKED_UNSEEN, series=view.series, unit=view.unit, as_of=day)
    replied = follow_up.replies(release, day)
    replied = replied[(replied["unit"] == view.unit) & (replied["series"] == view.series)]
    return Sheet(
        place=str(release.about["place"]),
        unit=view.unit,
        unit_name=name,
        period_name=str(periods[view.period]),
        day=day,
        release=release.id,
        illustrative=bool(release.about.get("illustrative")),
        members=tuple(assigned.loc[assigned["unit"] == view.unit, "member_name"]),
        visit=str(coming.get("code", "")),
        date=coming["date"].date() if coming else None,
        team=_text(coming.get("team")),
        checklist=tuple(part.strip() for part in _text(coming.get("checklist")).split(";") if part.strip()),
        last_visit=held.max().date() if len(held) else None,
        lost=tuple(
            LostRow(row.code, row.name, float(row.lost), why(row), cure(row))
            for row in each(lost_points(release, view.series, view.period, day, [view.unit]))
        ),
        unproved=tuple(Unproved(row.code, row.name, row.period, float(row.points)) for row in each(unseen)),
        actions=tuple(_actions(release, view, day)),
        replies=tuple((row.code, row.criterion_name, row.reply) for row in each(replied)),
    )


def _actions(release: Release, view: View, day: date) -> list[OpenAction]:
    table = plan(release, view.period, day)
    table = table[(table["unit"] == view.unit) & ~table["dissolved"] & ~table["status"].isin([DONE, NO_GAIN])]
    return [
        OpenAction(
            row.code, row.title, row.owner, row.due_now, WORDS[row.status], not absent(row.done_at), _text(row.evidence)
        )
        for row in each(table)
    ]


def _text(value: object) -> str:
    return "" if absent(value) else str(value)
