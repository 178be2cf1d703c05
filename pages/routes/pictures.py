"""The very chart as a picture: `/tai/<exhibit>.<png|svg>?<view>` to keep, `/anh/<exhibit>.png?<view>` for chats."""

from urllib.parse import quote, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.briefing.meaning import stamped
from dx_metrics.briefing.picture import NoPicture, png_bytes, preview_bytes, svg_bytes
from dx_metrics.briefing.pictures_kept import kept
from pages.registers.reach import seen
from pages.routes.limited import too_many
from pages.routes.person import request_person
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import RELEASE, looked_at, parameters_of

KINDS = {"png": "image/png", "svg": "image/svg+xml"}
NO_PIXELS = "Máy chủ này chưa vẽ được ảnh PNG. Tải SVG hoặc bảng số liệu thay thế."
YEAR = "public, max-age=31536000, immutable"


async def preview(request: Request) -> Response:
    """1200 x 630 pixels of an exhibit, kept by release; 404 for what does not exist."""
    return await picture(request, request.path_params["name"], "png", chat=True)


async def picture(request: Request, name: str, format: str, *, chat: bool = False) -> Response:
    """The picture of an exhibit in the view of the address; a release named in it makes it one to keep for ever."""
    if (refused := too_many(request, "picture")) is not None:
        return refused
    parameters, person = dict(request.query_params), request_person(request)
    return await to_thread.run_sync(lambda: _picture(name, format, parameters, person, chat=chat))


def _picture(name: str, format: str, parameters: dict[str, str], person: Person | None, *, chat: bool) -> Response:
    pinned = parameters.get(RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None or name not in EXHIBITS:
        return PlainTextResponse("Không có ảnh này.", status_code=404)
    release, view = looked_at(release, parameters)
    view = seen(release, name, view, person, pinned=pinned is not None)
    exhibit = ask(EXHIBITS[name], release, view)
    shown = exhibit if chat else stamped(release, view, exhibit)
    make = preview_bytes if chat else png_bytes
    try:
        if format == "svg":
            content = svg_bytes(shown)
        else:
            key = f"{make.__name__} {name}?{urlencode(parameters_of(view))}"
            content = kept(release, key, lambda: make(shown))
    except NoPicture:
        return PlainTextResponse(NO_PIXELS, status_code=503)
    # What an account of a commune is given is its own: nobody between keeps it.
    private = person is not None and bool(person.units)
    headers = {"cache-control": "private, no-store" if private else YEAR if pinned else "no-cache"}
    if not chat:
        file = quote(f"{name}_{view.period}_{release.id}.{format}")
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{file}"
    return Response(content, media_type=KINDS[format], headers=headers)
