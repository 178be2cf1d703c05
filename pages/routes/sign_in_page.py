"""The pages around signing in: plain HTML that works without a script, at any width and by keyboard."""

from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse

from dx_metrics.access import Person
from dx_metrics.access.people import ROLES
from pages.routes import csrf
from pages.routes.assets import address
from pages.routes.person import BACK, SIGN_IN, SIGN_OUT, TO_PROVIDER, is_secure

PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#12436D">
<title>{title} · Sẵn sàng chuyển đổi số cấp xã</title>
<link rel="icon" type="image/svg+xml" href="/{icon}">
<link rel="stylesheet" href="/{styles}">
<link rel="stylesheet" href="/{own}">
{head}</head>
<body>
<main class="dx-sign-in">
<span class="dx-waiting-mark" aria-hidden="true"></span>
<h1>{title}</h1>
{body}
<p class="dx-sign-in-on"><a href="/">Về trang đầu</a></p>
</main>
</body>
</html>
"""


def answer(request: Request, title: str, body: str, *, status: int = 200, head: str = "") -> HTMLResponse:
    """A page of this kind. Nobody may keep it. `body` is HTML."""
    cookie = csrf.cookie_of(request)
    html = PAGE.format(
        title=escape(title),
        icon=address("favicon.svg").removeprefix("./"),
        styles=address("dx.css").removeprefix("./"),
        own=address("sign-in.css").removeprefix("./"),
        head=head,
        body=body.replace("{token}", f'<input type="hidden" name="{csrf.FIELD}" value="{csrf.token(cookie)}">'),
    )
    response = HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})
    response.set_cookie(csrf.COOKIE, cookie, httponly=True, samesite="lax", secure=is_secure(request), max_age=43200)
    return response


def local_form(back: str, name: str = "", wrong: str = "") -> str:
    """The form of a local account; `wrong` says what was wrong with the last try."""
    said = f'<p class="dx-wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    described = ' aria-invalid="true"' if wrong else ""
    start_here, start_there = (" autofocus", "") if not name else ("", " autofocus")
    return f"""{said}<form method="post" action="{SIGN_IN}">
{{token}}<input type="hidden" name="{BACK}" value="{escape(back)}">
<label for="ten">Tên đăng nhập</label>
<input id="ten" name="ten" value="{escape(name)}" autocomplete="username" autocapitalize="none" spellcheck="false"
 maxlength="64" required{described}{start_here}>
<label for="mat_khau">Mật khẩu</label>
<input id="mat_khau" name="mat_khau" type="password" autocomplete="current-password" maxlength="256"
 required{described}{start_there}>
<button>Đăng nhập</button>
</form>
<p class="dx-sign-in-note">Quên mật khẩu hoặc chưa có tài khoản: hỏi người quản trị của cơ quan.</p>"""


def first_account() -> str:
    """What to do where nobody has an account yet; said on the page, done on the server only."""
    return """<p>Chưa có tài khoản nào. Người quản trị tạo tài khoản đầu tiên bằng dòng lệnh trên máy chủ:</p>
<pre><code>python3 manage.py user add TEN --role quan_tri</code></pre>"""


def to_provider(title: str, back: str, wrong: str = "") -> str:
    """The way to an identity provider: a link, since browsers hold forms to our own host."""
    said = f'<p class="dx-wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    there = f"{TO_PROVIDER}?{BACK}={quote(back, safe='')}"
    return f'{said}<p><a class="dx-button" href="{there}">Đăng nhập bằng {escape(title)}</a></p>'


def signed_in(person: Person, back: str) -> str:
    """Who is signed in already, the way on and the way out."""
    on = f'<p><a class="dx-button" href="{escape(back)}">Tiếp tục</a></p>'
    return f"""<p>Đang đăng nhập: <strong>{escape(person.full_name)}</strong>
 ({escape(ROLES.get(person.role, ""))}).</p>{on}{sign_out_form()}"""


def sign_out_form() -> str:
    """Two ways out."""
    return f"""<form method="post" action="{SIGN_OUT}">
{{token}}<button class="dx-quiet">Đăng xuất khỏi máy này</button>
<button class="dx-quiet" name="moi_noi" value="1">Đăng xuất ở mọi nơi</button>
</form>"""
