"""`/xem/<page>?<view>`: the light page."""

import hashlib
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dx_metrics import store
from dx_metrics.queries import finding
from dx_metrics.view import View
from pages.light.document import TYPED, document
from pages.light.open_data import document as open_data_document
from pages.light.outline import outline
from pages.registers.reach import FOLLOW_UP, dated, own
from pages.routes import assets
from pages.routes.compression import accepted, squeeze
from pages.routes.finding import LONGEST, MOST
from pages.routes.notice import notice
from pages.routes.person import request_person
from pages.shared import shared_links
from pages.shared.ask import ask
from pages.shared.options import RELEASE, looked_at, looking_at, parameters_of

QUICK = 5
"""Brotli's quality for what is made at each request: within 5 % of the best, in a millisecond."""


async def open_data(request: Request) -> Response:
    """`/xem/du-lieu-mo`: how programs read what is published."""
    release = await to_thread.run_sync(store.current)
    return HTMLResponse(open_data_document(release)) if release else nothing("Chưa có bản công bố nào.")


async def light(request: Request) -> Response:
    """The page; a sentence and a way on where there is none. Cacheable by release: its tag names it."""
    parameters = dict(request.query_params)
    page = request.path_params.get("page", "")
    return await to_thread.run_sync(_answer, page, parameters, request)


def _answer(page: str, parameters: dict[str, str], request: Request) -> Response:
    pinned = parameters.get(RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        lost = f"Không có bản công bố {pinned} mà đường dẫn này giữ. Số của bản khác không được thay vào đây."
        return nothing(lost if pinned else "Chưa có bản công bố nào.")
    release, view = looked_at(release, parameters)
    if typed := parameters.get(TYPED, "").strip():
        return _found(release, view, page, typed[:LONGEST], pinned=pinned is not None)
    if page in FOLLOW_UP:
        view = own(release, dated(release, view, pinned=pinned is not None), request_person(request))
    drawn = outline(release, page, view)
    if drawn is None:
        return nothing("Không có trang này.")
    newest = f"/xem/{page}?{urlencode(parameters_of(looking_at(drawn.view, day='')))}"
    strip = shared_links.strip(release, drawn.view, newest) if pinned else ""
    base = str(request.base_url).rstrip("/")
    key = "/".join((release.id, assets.version(), base, page, request.url.query, view.day, view.unit, strip))
    tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    html = document(release, drawn, pinned=pinned is not None, strip=strip, base=base).encode()
    encoding = accepted(request.headers.get("accept-encoding", ""))
    if encoding:
        headers["Content-Encoding"] = encoding
        html = squeeze(html, encoding, QUICK)
    return HTMLResponse(html, headers=headers)


def _found(release: store.Release, view: View, page: str, typed: str, *, pinned: bool) -> Response:
    """The page of the commune that the words mean; the ones they could mean, where there are several."""

    def there(unit: str) -> str:
        return f"/xem/{page}?{urlencode(parameters_of(looking_at(view, unit=unit), release if pinned else None))}"

    known = ask(finding.places, release, view.period)
    one = finding.the_one(known, typed)
    if one:
        return RedirectResponse(there(one.code), 303)
    near = finding.found(known, typed, MOST + 1)
    if not near:
        return notice(f"Không có nơi nào tên hoặc mã là “{typed}”.", 404, ((there(view.unit), "Quay lại"),))
    more = " Gõ thêm tên, mã hoặc tỉnh để thu hẹp." if len(near) > MOST else ""
    ways = tuple((there(place.code), ", ".join(filter(None, (place.name, place.above, place.code)))) for place in near)
    return notice(f"“{typed}” có thể là những nơi sau.{more}", 200, ways[:MOST])


def nothing(sentence: str) -> Response:
    """404 in words, leading on."""
    return notice(sentence, 404, (("/xem/", "Xem trang đầu"),))
