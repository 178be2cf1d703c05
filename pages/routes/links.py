"""`/l/<code>`: a short link opened, its QR code; `/chia-se/tao`: one made."""

import io
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import segno
from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dx_metrics import store
from dx_metrics.access import Person, may
from dx_metrics.charts.acts_told import when
from dx_metrics.sharing import links
from dx_metrics.sharing.links import Link
from pages.light.outline import outline
from pages.routes.limited import too_many
from pages.routes.notice import notice
from pages.routes.person import request_person
from pages.shared.options import RELEASE, looked_at
from pages.shared.shared_links import written_out

WAYS = (("/", "Mở trang đầu"), ("/xem/", "Bản nhẹ"))
MOST_BYTES = 10_000
QR = {"svg": "image/svg+xml", "png": "image/png"}


async def follow(request: Request) -> Response:
    """To the view with its choices."""
    code = request.path_params["code"]
    return await to_thread.run_sync(lambda: _follow(code, light=False))


async def follow_light(request: Request) -> Response:
    """`/l/<code>/xem`: to the light form of the view, where it has one."""
    code = request.path_params["code"]
    return await to_thread.run_sync(lambda: _follow(code, light=True))


def _follow(code: str, *, light: bool) -> Response:
    link = links.find(code)
    missing = _missing(link)
    if link is None or missing is not None:
        return missing or notice("Không có đường dẫn này.", 404, WAYS)
    there = f"/xem{link.address}" if light and _has_light_form(link) else link.address
    return RedirectResponse(there, 303, {"Cache-Control": "no-store"})


async def code(request: Request) -> Response:
    """The QR code of a link, which opens its light form: a phone in a meeting reads it at once."""
    extension, link = request.path_params["extension"], links.find(request.path_params["code"])
    missing = _missing(link)
    if link is None or missing is not None or extension not in QR:
        return missing or notice("Không có mã này.", 404, WAYS)
    address = f"{str(request.base_url).rstrip('/')}/l/{link.code}/xem"
    content = await to_thread.run_sync(lambda: drawn(address, extension))
    headers = {"Cache-Control": "private, max-age=3600"}
    if extension == "png":
        headers["Content-Disposition"] = f'attachment; filename="qr-{link.code}.png"'
    return Response(content, media_type=QR[extension], headers=headers)


def drawn(address: str, extension: str) -> bytes:
    """The QR code of an address."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind=extension, scale=8, border=3)
    return out.getvalue()


async def create(request: Request) -> Response:
    """POST `{"dia_chi": …, "ngay": …}`: the short link of an address, as JSON; a sentence with what is wrong.

    Only a page of ours can ask: JSON from another origin is refused by the browser before it is sent.
    """
    origin, kind = request.headers.get("origin", ""), request.headers.get("content-type", "")
    if urlsplit(origin).netloc != request.headers.get("host") or not kind.startswith("application/json"):
        return _told("Yêu cầu này không đến từ trang của hệ thống.", 403)
    if (refused := too_many(request, "share")) is not None:
        return _told(bytes(refused.body).decode(), 429)
    asked = await _json(request)
    if asked is None:
        return _told("Không hiểu yêu cầu này.", 400)
    person = request_person(request)
    return await to_thread.run_sync(lambda: _create(person, str(asked.get("dia_chi", "")), asked.get("ngay")))


def _create(person: Person | None, address: str, days: object) -> Response:
    if not may(person, "read"):
        return _told("Cần đăng nhập để chia sẻ.", 401)
    whole = written_out(address)
    if whole is None or days not in links.DAYS or not isinstance(days, int):
        return _told("Không chia sẻ được địa chỉ này.", 400)
    until = links.today() + timedelta(days=days) if days else None
    try:
        made = links.make(whole, _title(whole), person.name if person else "", until=until)
    except links.TooMany:
        return _told("Khách đã tạo quá nhiều đường dẫn. Hãy đăng nhập, hoặc dùng đường dẫn dài.", 429)
    except OSError as error:
        return _told(f"Đĩa không cho ghi ({error.strerror}). Chưa tạo đường dẫn; hãy dùng đường dẫn dài.", 503)
    return JSONResponse({"duong_dan": f"/l/{made.code}", "den": made.until}, headers={"Cache-Control": "no-store"})


def _missing(link: Link | None) -> Response | None:
    """What to answer where a link does not open."""
    if link is None:
        return notice("Không có đường dẫn này. Có thể chép thiếu ký tự.", 404, WAYS)
    if link.state == "revoked":
        return notice(f"Đường dẫn này đã bị thu hồi lúc {when(link.revoked_at)}.", 410, WAYS)
    if link.state == "expired":
        return notice(f"Đường dẫn này đã hết hạn sau ngày {'/'.join(reversed(link.until.split('-')))}.", 410, WAYS)
    release = _asked(link).get(RELEASE, "")
    if store.open_release(release) is None:
        said = f"Bản công bố {release} mà đường dẫn này giữ không mở được nữa. Đây không phải số của bản khác."
        return notice(said, 410, (("/", "Xem bản mới nhất"), WAYS[1]))
    return None


def _asked(link: Link) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(link.address).query).items()}


def _outlined(address: str) -> tuple[str, str] | None:
    """Title and place name of a page that has a light form."""
    parts = urlsplit(address)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    release = store.open_release(asked.get(RELEASE, ""))
    if release is None:
        return None
    release, view = looked_at(release, asked)
    drawn_as = outline(release, parts.path[1:], view)
    return (drawn_as.title, asked.get("ky", "")) if drawn_as else None


def _has_light_form(link: Link) -> bool:
    return _outlined(link.address) is not None


def _title(address: str) -> str:
    """What the list of links calls it."""
    known = _outlined(address)
    return known[0] if known else urlsplit(address).path


async def _json(request: Request) -> dict[str, object] | None:
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return None
        found = json.loads(body)
    except (ClientDisconnect, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _told(sentence: str, status: int) -> Response:
    return JSONResponse({"loi": sentence}, status_code=status, headers={"Cache-Control": "no-store"})
