"""`/hop/<code>/<number>`: meeting mode, a slide a page; `?manh=1` is the slide alone, for the page's own script."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up.rights import is_office
from dx_metrics.meeting import position
from dx_metrics.meeting.sequence import DECISIONS, Sequence
from dx_metrics.store import Release
from pages.meeting_form import form_html
from pages.meeting_page import page_html
from pages.meeting_shown import ONE_PAGE, sequence_of, shown
from pages.meeting_slide import slide_html
from pages.routes import csrf
from pages.routes.compression import accepted, squeeze
from pages.routes.light import QUICK
from pages.routes.person import is_secure, request_person

PIECE = "manh"
GONE = "Không có chuỗi trình chiếu này, hoặc chuỗi đã được gỡ."
NO_RELEASE = "Bản công bố {release} mà chuỗi này ghim không mở được. Soạn lại chuỗi với bản mới nhất."
EMPTY = "Chuỗi này chưa có phần nào."


class Missing(Exception):
    """There is nothing to show, in a sentence."""


def opened(code: str, parameters: Mapping[str, str]) -> tuple[Sequence, Release]:
    """The sequence and its own release. Raises Missing."""
    sequence = sequence_of(code, dict(parameters))
    if sequence is None:
        raise Missing(GONE)
    release = store.open_release(sequence.release)
    if release is None:
        raise Missing(NO_RELEASE.format(release=sequence.release))
    if not sequence.slides:
        raise Missing(EMPTY)
    return sequence, release


def address(sequence: Sequence, what: object, query: str = "") -> str:
    """`/hop/<code>/<what>`."""
    return f"/hop/{sequence.code}/{what}" + (f"?{query}" if query else "")


async def first(request: Request) -> Response:
    """Where the presenter is; the first slide while nobody presents."""
    code = request.path_params["code"]
    query = request.url.query
    if code == ONE_PAGE:
        return RedirectResponse(f"/hop/{ONE_PAGE}/1" + (f"?{query}" if query else ""), 303)
    try:
        sequence, _ = await to_thread.run_sync(opened, code, request.query_params)
    except Missing as missing:
        return nothing(str(missing))
    at = min(position.read(code).slide, len(sequence.slides))
    return RedirectResponse(address(sequence, at), 303, {"Cache-Control": "no-store"})


async def slide(request: Request) -> Response:
    """One slide, whole page or the slide alone."""
    return await to_thread.run_sync(answer, request, {}, "", 200)


def answer(request: Request, typed: Mapping[str, str], wrong: str, status: int) -> Response:
    """The page of the slide that the address names, with what was typed wrongly on it."""
    code, asked = request.path_params["code"], request.path_params.get("number")
    parameters = {name: value for name, value in request.query_params.items() if name != PIECE}
    try:
        sequence, release = opened(code, parameters)
    except Missing as missing:
        return nothing(str(missing))
    last = len(sequence.slides)
    number = asked if asked is not None else deciding(sequence)
    query = urlencode(parameters) if code == ONE_PAGE else ""
    if not 1 <= number <= last:
        return RedirectResponse(address(sequence, min(max(number, 1), last), query), 303)
    person = request_person(request) if code != ONE_PAGE else None
    cookie = csrf.cookie_of(request) if is_office(person) else ""
    token = csrf.token(cookie) if cookie else ""
    drawn = shown(sequence, release, number)
    form = ""
    if token and drawn.slide.kind == DECISIONS:
        form = form_html(sequence, release, address(sequence, "ket-luan"), token, typed, wrong)
    html = slide_html(sequence, release, drawn, form=form)
    if PIECE not in request.query_params:
        more: dict[str, Any] = {"base": f"/hop/{sequence.code}", "query": query, "token": token}
        html = page_html(sequence, release, number, html, presents=bool(token), **more)
    response = _sent(request, html, status)
    if cookie:
        response.set_cookie(
            csrf.COOKIE, cookie, httponly=True, samesite="lax", secure=is_secure(request), max_age=43200
        )
    return response


def deciding(sequence: Sequence) -> int:
    """The number of the slide on which what is agreed is typed in; 0 where a sequence has none."""
    return next((at for at, own in enumerate(sequence.slides, 1) if own.kind == DECISIONS), 0)


def office(request: Request) -> Person | None:
    """Who asks, if they may present and write down what is agreed."""
    person = request_person(request)
    return person if is_office(person) else None


def nothing(sentence: str) -> Response:
    """404 in words, leading on."""
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{sentence}</title><p>{sentence} <a href="/hop">Xem các chuỗi trình chiếu</a></p></html>',
        status_code=404,
    )


def _sent(request: Request, html: str, status: int) -> Response:
    """Compressed; a browser that has the very same page is not sent it again."""
    content = html.encode()
    encoding = accepted(request.headers.get("accept-encoding", ""))
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}{encoding}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag, "Vary": "Accept-Encoding, Cookie"}
    if status == 200 and request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
        content = squeeze(content, encoding, QUICK)
    return HTMLResponse(content, status_code=status, headers=headers)
