"""`/dang-nhap` and `/dang-xuat`: signing in with a local account, and out of any."""

import time
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import encode_provider_token

from dx_metrics.access import accounts, passwords, record, sessions, throttle
from dx_metrics.settings import settings
from pages.routes import csrf
from pages.routes import sign_in_page as page
from pages.routes.person import BACK, SIGN_IN, give, is_secure, request_person, safe, take
from pages.routes.posted import posted

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
STALE = "Biểu mẫu này đã cũ hoặc không do trang này gửi. Hãy thử lại."
BUSY = "Đang có quá nhiều người đăng nhập cùng lúc. Hãy thử lại sau ít giây."
FAILED = "Chưa đăng nhập được bằng tài khoản cơ quan. Hãy thử lại; nếu vẫn không được, báo người quản trị."


async def show(request: Request) -> Response:
    """GET: the form, or who is signed in already."""
    back = safe(request.query_params.get(BACK))
    person = request_person(request)
    if person:
        return page.answer(request, "Đã đăng nhập", page.signed_in(person, back))
    if oidc := settings().oidc:
        wrong = FAILED if "loi" in request.query_params else ""
        return page.answer(request, "Đăng nhập", page.to_provider(oidc.title, back, wrong))
    body = page.local_form(back) if accounts.book().people else page.first_account()
    return page.answer(request, "Đăng nhập", body)


async def sign_in(request: Request) -> Response:
    """POST: check name and password; the cookie and the way back, or the form again."""
    form = await posted(request)
    if form is None:
        return PlainTextResponse("Biểu mẫu quá lớn hoặc quá chậm.", 413)
    if settings().sign_in != "local":
        return PlainTextResponse("Trang này không dùng mật khẩu.", 404)
    name, back = form.get("ten", ""), safe(form.get(BACK))
    if not csrf.is_ours(request, form.get(csrf.FIELD, "")):
        return _again(request, back, name, STALE, 403)
    address = request.client.host if request.client else ""
    seconds = throttle.wait(name, address)
    if seconds:
        minutes = -(-seconds // 60)
        said = f"Đã thử sai quá nhiều lần. Hãy thử lại sau {minutes} phút."
        return _again(request, back, name, said, 429, {"Retry-After": str(seconds)})
    account = accounts.find(name)
    try:
        kept = account.password if account else None
        proved = await to_thread.run_sync(passwords.matches, kept or None, form.get("mat_khau", ""))
    except passwords.Busy:
        throttle.succeeded(name, address)  # the password was not tried
        return _again(request, back, name, BUSY, 503, {"Retry-After": "5"})
    if not account or not proved:
        throttle.failed(name, address)
        await to_thread.run_sync(lambda: record.refused(name, address=address))
        return _again(request, back, name, WRONG, 401)
    throttle.succeeded(name, address)
    session = sessions.begin(account)
    await to_thread.run_sync(lambda: record.noted("signed in", account.name, address=address))
    response = RedirectResponse(back, 303, {"Cache-Control": "no-store"})
    give(response, request, session, round(session.until - time.time()))
    return response


async def to_provider(request: Request) -> Response:
    """GET: remember the way back and go to the identity provider through Streamlit's own sign-in."""
    if settings().oidc is None:
        return RedirectResponse(SIGN_IN, 303)
    response = RedirectResponse(f"/auth/login?provider={encode_provider_token('default')}", 303)
    back = safe(request.query_params.get(BACK))
    response.set_cookie("dx_ve", quote(back, safe=""), 600, httponly=True, samesite="lax", secure=is_secure(request))
    return response


async def ask_to_sign_out(request: Request) -> Response:
    """GET: nothing ends by following a link; the page asks."""
    if request_person(request) is None:
        return RedirectResponse(SIGN_IN, 303)
    return page.answer(request, "Đăng xuất", page.sign_out_form())


async def sign_out(request: Request) -> Response:
    """POST: end this session, or all of this person's, wherever their cookies were copied to."""
    form = await posted(request)
    if form is None or not csrf.is_ours(request, form.get(csrf.FIELD, "")):
        return page.answer(request, "Đăng xuất", f'<p role="alert">{STALE}</p>{page.sign_out_form()}', status=403)
    session = sessions.session_in(request.cookies)
    if session and request_person(request):
        end = sessions.end_everywhere if form.get("moi_noi") else sessions.end
        await to_thread.run_sync(end, session)
    # Browsers hold a form to our own host, redirects included: the provider is reached by a page that moves on.
    oidc = settings().oidc is not None
    head = '<meta http-equiv="refresh" content="0;url=/auth/logout">\n' if oidc else ""
    again = '<p><a class="dx-button" href="/dang-nhap">Đăng nhập lại</a></p>'
    response = page.answer(request, "Đã đăng xuất", again, head=head)
    take(response)
    return response


def _again(
    request: Request, back: str, name: str, wrong: str, status: int, headers: dict[str, str] | None = None
) -> Response:
    response = page.answer(request, "Đăng nhập", page.local_form(back, name[:64], wrong), status=status)
    response.headers.update(headers or {})
    return response
