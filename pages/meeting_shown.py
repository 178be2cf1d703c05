"""The slides of a sequence with what they show: each asks the same exhibit as the page that it comes from."""

from dataclasses import dataclass, replace

from dx_metrics import store
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.meeting import agreed as meetings
from dx_metrics.meeting import saved
from dx_metrics.meeting.agreed import Agreed
from dx_metrics.meeting.decided import meeting_of
from dx_metrics.meeting.overview import overview
from dx_metrics.meeting.sequence import AGREED, DECISIONS, EXHIBIT, HEADLINE, OPENING, STANDING, Sequence, Slide
from dx_metrics.queries import follow_up
from dx_metrics.store import Release
from dx_metrics.view import View
from pages.light.outline import outline
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import looked_at, parameters_of

ONE_PAGE = "trang"
"""Stands where a sequence has its code: the exhibits of one page, which `trang` in the query names."""
MINUTES = 3
GONE = "Phần này không còn trong chương trình"


@dataclass(frozen=True, slots=True)
class Shown:
    """One slide as it is to be drawn. `exhibit` holds finding, words, table; `agreed` the points of a meeting."""

    number: int
    slide: Slide
    title: str
    view: View
    exhibit: Exhibit | None = None
    agreed: Agreed | None = None


def sequence_of(code: str, parameters: dict[str, str]) -> Sequence | None:
    """The saved sequence of a code, or the parts of one page as a sequence of its own; None where there is none."""
    if code != ONE_PAGE:
        return saved.find(code)
    pinned = parameters.get("ban")
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return None
    release, asked = looked_at(release, parameters)
    drawn = outline(release, parameters.get("trang", ""), asked)
    if drawn is None:
        return None
    view = parameters_of(drawn.view)
    slides = [Slide(HEADLINE, STANDING, MINUTES)] if drawn.headline else []
    slides += [Slide(EXHIBIT, STANDING, MINUTES, name, view) for name in drawn.exhibits]
    return Sequence(ONE_PAGE, drawn.title, follow_up.today(), release.id, view, tuple(slides))


def shown(sequence: Sequence, release: Release, number: int) -> Shown:
    """Slide `number` (from 1), of the sequence's own release; decisions stand as they do now."""
    slide = sequence.slides[number - 1]
    if slide.kind == EXHIBIT:
        release, own = looked_at(release, slide.parameters)
        question = EXHIBITS.get(slide.exhibit)
        exhibit = ask(question, release, own) if question else None
        return Shown(number, slide, slide.title or (exhibit.title if exhibit else GONE), own, exhibit)
    release, view = looked_at(release, sequence.parameters)
    if slide.kind == AGREED:
        found = ask(meetings.last_before, release, view, sequence.date)
        exhibit = ask(meetings.exhibit, release, view, found)
        return Shown(number, slide, slide.title or exhibit.title, view, exhibit, found)
    if slide.kind == DECISIONS:
        newest = (store.current() or release).at(view.level)
        found = decided(sequence, newest, view)
        exhibit = replace(meetings.exhibit(newest, view, found), name="ket-luan-cuoc-hop")
        return Shown(number, slide, slide.title or "Kết luận của cuộc họp", view, exhibit, found)
    exhibit = ask(overview, release, view) if slide.kind == HEADLINE else None
    title = sequence.name if slide.kind == OPENING else exhibit.title if exhibit else ""
    return Shown(number, slide, slide.title or title, view, exhibit)


def decided(sequence: Sequence, newest: Release, view: View) -> Agreed:
    """What was agreed at this very meeting so far."""
    code = meeting_of(newest, sequence)
    day = max(sequence.date, follow_up.today())
    points = meetings.points(newest, view, code, day) if code else ()
    return Agreed(code, sequence.name, f"{sequence.date:%d/%m/%Y}", points)


def heading(sequence: Sequence, slide: Slide, release: Release) -> str:
    """What the list of a sequence calls a slide, without drawing it."""
    if slide.title:
        return slide.title
    if slide.kind == EXHIBIT:
        question = EXHIBITS.get(slide.exhibit)
        return ask(question, *looked_at(release, slide.parameters)).title if question else GONE
    return {OPENING: sequence.name, AGREED: "Lần trước đã thống nhất", DECISIONS: "Kết luận của cuộc họp"}.get(
        slide.kind, "Kết luận và bốn con số chính"
    )
