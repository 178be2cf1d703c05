"""`/tai/<exhibit>.<csv|xlsx>?<view>`: the table behind a picture as a file."""

from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics import store
from dx_metrics.briefing.tables import csv_bytes, xlsx_bytes
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import RELEASE, view_of

WRITERS = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


async def download(request: Request) -> Response:
    """The file, named after exhibit, period and release; 404 in Vietnamese for what does not exist."""
    name, extension = request.path_params["name"], request.path_params["format"]
    if name not in EXHIBITS or extension not in WRITERS:
        return PlainTextResponse("Không có tệp này.", status_code=404)
    parameters = dict(request.query_params)
    return await to_thread.run_sync(lambda: _file(name, extension, parameters))


def _file(name: str, extension: str, parameters: dict[str, str]) -> Response:
    pinned = parameters.get(RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return PlainTextResponse("Không có bản công bố này.", status_code=404)
    view = view_of(release, parameters)
    writer, kind = WRITERS[extension]
    file = quote(f"{name}_{view.period}_{release.id}.{extension}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{file}", "cache-control": "no-cache"}
    return Response(writer(ask(EXHIBITS[name], release, view)), media_type=kind, headers=headers)
