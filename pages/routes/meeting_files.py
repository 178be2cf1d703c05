"""`/hop/<code>/goi-hop.html` and `.pptx`: the sequence to take along."""

from collections.abc import Callable
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dx_metrics.briefing.offline import pack
from dx_metrics.briefing.slides import Page, pptx_bytes
from dx_metrics.meeting.sequence import OPENING, SECTIONS, Sequence
from dx_metrics.queries.follow_up import today
from dx_metrics.store import Release
from dx_metrics.wording import slug
from pages.elements.table import rows
from pages.meeting_page import HELP, STYLES, bar
from pages.meeting_shown import heading, shown
from pages.meeting_slide import slide_html
from pages.routes import assets
from pages.routes.meeting import Missing, nothing, opened

OFFLINE = "goi-hop.html"
NO_FILE = "Không có tệp này."


async def handed_out(request: Request) -> Response:
    """The file, named after the sequence and its release; 404 in words for what does not exist."""
    made = MAKERS.get(request.path_params["file"])
    if made is None:
        return nothing(NO_FILE)
    return await to_thread.run_sync(_file, request, *made)


def _file(request: Request, make: Callable[[Sequence, Release], bytes], extension: str, kind: str) -> Response:
    try:
        sequence, release = opened(request.path_params["code"], request.query_params)
    except Missing as missing:
        return nothing(str(missing))
    name = quote(f"{slug(sequence.name)}_{sequence.date}_{release.id}.{extension}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "private, no-cache"}
    return Response(make(sequence, release), media_type=kind, headers=headers)


def offline(sequence: Sequence, release: Release) -> bytes:
    """Every slide, its tables and its look in one file."""
    numbers = range(1, len(sequence.slides) + 1)
    slides = [slide_html(sequence, release, shown(sequence, release, number)) for number in numbers]
    look = "\n".join((assets.FOLDER / name).read_text("utf-8") for name in STYLES)
    script = (assets.FOLDER / "meeting.js").read_text("utf-8")
    chrome = bar(sequence, 1, base="", query="", follows=False, presents=False) + HELP
    return pack(
        sequence.name, stamp(release), slides, chrome, minutes=sequence.minutes, look=VARIABLES + look, script=script
    )


def presentation(sequence: Sequence, release: Release) -> bytes:
    """Every slide as one that PowerPoint edits."""
    pages = []
    for number, slide in enumerate(sequence.slides, 1):
        own = shown(sequence, release, number)
        told = rows(own.exhibit.table) if own.exhibit is not None else {"columns": [], "rows": []}
        heads = [column["name"] for column in told["columns"]]
        lines = agenda(sequence, release) if slide.kind == OPENING else ("Chưa có nội dung.",)
        section = SECTIONS[slide.section]
        pages.append(Page(section, own.title, slide.minutes, own.exhibit, heads, told["rows"], lines))
    return pptx_bytes(sequence.name, stamp(release), pages)


def agenda(sequence: Sequence, release: Release) -> list[str]:
    """What will be looked at, a line each."""
    parts = [own for own in sequence.slides if own.kind != OPENING]
    return [f"{SECTIONS[own.section]}: {heading(sequence, own, release)} ({own.minutes} phút)" for own in parts]


def stamp(release: Release) -> str:
    """Release, day and what the figures are, for every page that leaves the server."""
    about = release.about
    note = f" · SỐ LIỆU MINH HỌA: {about.get('illustrative_note', '')}" if about.get("illustrative") else ""
    return f"{about['place']} · Bản công bố {release.id} · In ra ngày {today():%d/%m/%Y}{note}"


def _variables() -> str:
    """The colours of the house, out of the styles that the interactive pages share."""
    whole = (assets.FOLDER / "dx.css").read_text("utf-8")
    start = whole.index(":root")
    return whole[start : whole.index("}", start) + 1]


VARIABLES = _variables()
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MAKERS = {
    OFFLINE: (offline, "html", "text/html; charset=utf-8"),
    "trinh-chieu.pptx": (presentation, "pptx", PPTX),
}
