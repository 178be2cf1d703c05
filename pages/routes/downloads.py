"""`/tai/<exhibit>.<csv|xlsx|png|svg>?<view>`: the table behind a picture, or the picture, as a file."""

from collections.abc import Callable
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.briefing import whole
from dx_metrics.briefing.meaning import meaning, stamped
from dx_metrics.briefing.tables import csv_bytes, xlsx_bytes
from dx_metrics.wording import number
from pages.registers.reach import EXHIBITS as OF_REGISTERS
from pages.registers.reach import seen
from pages.routes import pictures
from pages.routes.person import request_person
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import RELEASE, looked_at

WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
SCOPE, EVERYTHING = "pham_vi", "toan_bo"
"""In the address: the table of all periods and units, not only of what is looked at."""
TOO_MANY = f"Hơn {number(whole.MOST, 0)} dòng, quá nhiều cho một tệp. Tải cả gói số liệu ở trang Dữ liệu mở."


async def download(request: Request) -> Response:
    """The file, named after exhibit, period and release; 404 in Vietnamese for what does not exist."""
    name, extension = request.path_params["name"], request.path_params["format"]
    if name in EXHIBITS and extension in pictures.KINDS:
        return await pictures.picture(request, name, extension)
    if name not in EXHIBITS or extension not in WRITERS:
        return PlainTextResponse("Không có tệp này.", status_code=404)
    parameters, person = dict(request.query_params), request_person(request)
    return await to_thread.run_sync(lambda: _file(name, extension, parameters, person))


def _file(name: str, extension: str, parameters: dict[str, str], person: Person | None) -> Response:
    pinned = parameters.get(RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return PlainTextResponse("Không có bản công bố này.", status_code=404)
    release, view = looked_at(release, parameters)
    view = seen(release, name, view, person, pinned=pinned is not None)
    exhibit = stamped(release, view, ask(EXHIBITS[name], release, view))
    if parameters.get(SCOPE) == EVERYTHING:
        if name not in whole.QUESTIONS:
            return PlainTextResponse("Không có tệp này.", status_code=404)
        try:
            own = person.units if person is not None and name in OF_REGISTERS else ()
            exhibit = whole.whole_of(release, view, exhibit, own)
        except whole.TooMany:
            return PlainTextResponse(TOO_MANY, status_code=413)
    writer, kind = WRITERS[extension]
    content = writer(exhibit, meaning(release, view)) if extension == "xlsx" else writer(exhibit)
    file = quote(f"{exhibit.name}_{view.period}_{release.id}.{extension}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{file}", "cache-control": "no-cache"}
    return Response(content, media_type=kind, headers=headers)
