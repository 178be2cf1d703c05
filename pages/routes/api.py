"""`/api/v1/<table>.<json|csv>`: what is published, for programs. Read only, by release, a page at a time."""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from dx_metrics import store
from dx_metrics.briefing.package_kept import package
from dx_metrics.briefing.tables import safe
from dx_metrics.queries.choices import is_parent
from dx_metrics.queries.open_data import TABLES, page
from dx_metrics.store import Release
from dx_metrics.wording import absent
from pages.routes.limited import too_many
from pages.shared.options import LEVEL, RELEASE

VERSION = "/api/v1"
CURSOR, SIZE = "sau", "moi_trang"
USUAL, MOST = 1000, 10_000
"""Rows of a page."""
YEAR = "public, max-age=31536000, immutable"
FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
ACTS = ("id", "at", "action", "shown")
"""What is told of a release: when and how it came about, not by whom."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a table as its address says: the release, at its level, filters, the key to go on after, rows."""

    release: Release
    pinned: bool
    chosen: dict[str, str]
    after: list[str]
    size: int


async def table(request: Request) -> Response:
    """Rows of observations, scores or ledger with the address of the next page; words with what is wrong."""
    if (refused := too_many(request, "data")) is not None:
        return refused
    return await to_thread.run_sync(_table, request)


def _table(request: Request) -> Response:
    name, format = request.path_params["name"], request.path_params["format"]
    if name not in TABLES or format not in FORMATS:
        return _wrong("Không có bảng này.", 404)
    asked = _asked(name, dict(request.query_params))
    if isinstance(asked, Response):
        return asked
    headers = _headers(asked.release, asked.pinned, request)
    if _known(request, headers):
        return Response(status_code=304, headers=headers)
    rows = page(asked.release, name, asked.chosen, asked.after, asked.size + 1)
    following = _following(asked, name, format, rows, str(request.base_url).rstrip("/"))
    rows = rows.head(asked.size)
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if format == "csv":
        return Response(_csv(rows), media_type=FORMATS["csv"], headers=headers)
    about = asked.release.about
    told = {
        "release": asked.release.id,
        "at": about.get("at"),
        "illustrative": bool(about.get("illustrative")),
        "source": about.get("office") or about["title"],
        "data": [{str(name): _plain(cell) for name, cell in row.items()} for row in rows.to_dict("records")],
        "next": following,
    }
    return JSONResponse(told, headers=headers)


async def releases(request: Request) -> Response:
    """Every act that changed what is shown, newest first."""
    if (refused := too_many(request, "data")) is not None:
        return refused
    acts = [{word: getattr(act, word) for word in ACTS} for act in await to_thread.run_sync(store.history)]
    headers = {"Cache-Control": "no-cache"}
    if request.path_params["format"] == "csv":
        return Response(_csv(pd.DataFrame(acts, columns=list(ACTS))), media_type=FORMATS["csv"], headers=headers)
    if request.path_params["format"] != "json":
        return _wrong("Không có bảng này.", 404)
    return JSONResponse({"data": acts}, headers=headers)


async def whole(request: Request) -> Response:
    """`/api/v1/package/<release>.zip`: everything of a release as a Frictionless data package."""
    if (refused := too_many(request, "data")) is not None:
        return refused
    release = await to_thread.run_sync(store.open_release, request.path_params["release"])
    if release is None:
        return _wrong("Không có bản công bố này.", 404)
    try:
        path = await to_thread.run_sync(package, release)
    except OSError:
        return _wrong("Máy chủ hết chỗ, chưa đóng gói được. Hãy dùng các bảng JSON hoặc CSV.", 503)
    headers = {"Cache-Control": YEAR, "ETag": _tag(release, "package")}
    return FileResponse(path, media_type="application/zip", filename=f"so-lieu_{release.id}.zip", headers=headers)


def _asked(name: str, parameters: Mapping[str, str]) -> Asked | Response:
    known = {RELEASE, LEVEL, CURSOR, SIZE, *TABLES[name].filters}
    if strange := sorted(set(parameters) - known):
        return _wrong(f"Không có tham số {', '.join(strange)[:80]}. Các tham số: {', '.join(sorted(known))}.", 400)
    size = parameters.get(SIZE, str(USUAL))
    if not (size.isascii() and size.isdigit() and 1 <= int(size) <= MOST):
        return _wrong(f"{SIZE} là số dòng một trang, từ 1 đến {MOST}.", 400)
    pinned, after = parameters.get(RELEASE), []
    if CURSOR in parameters:
        try:
            held, *after = json.loads(base64.urlsafe_b64decode(parameters[CURSOR]))
            if len(after) != len(TABLES[name].key) or not all(isinstance(part, str) for part in [held, *after]):
                raise ValueError
        except ValueError:
            return _wrong(f"{CURSOR} không đúng. Dùng nguyên địa chỉ “next” của trang trước.", 400)
        # The pages of one reading are all of one release, whatever is published between them.
        pinned = pinned or held
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return _wrong("Không có bản công bố này.", 404)
    level = parameters.get(LEVEL, "")
    if level and not is_parent(release, level):
        return _wrong(f"Không có đơn vị nào thuộc cấp “{level[:40]}”.", 404)
    chosen = {word: value for word, value in parameters.items() if word in TABLES[name].filters}
    return Asked(release.at(level), pinned is not None, chosen, after, int(size))


def _following(asked: Asked, name: str, format: str, rows: pd.DataFrame, base: str) -> str | None:
    if len(rows) <= asked.size:
        return None
    last = rows.iloc[asked.size - 1]
    held = json.dumps([asked.release.id, *(str(last[word]) for word in TABLES[name].key)])
    cursor = base64.urlsafe_b64encode(held.encode()).decode()
    level = {LEVEL: asked.release.level} if asked.release.level else {}
    query = asked.chosen | level | {SIZE: str(asked.size), RELEASE: asked.release.id, CURSOR: cursor}
    return f"{base}{VERSION}/{name}.{format}?{urlencode(query)}"


def _headers(release: Release, pinned: bool, request: Request) -> dict[str, str]:
    tag = _tag(release, f"{request.url.path}?{request.url.query}")
    keep = YEAR if pinned else "no-cache"
    return {"ETag": tag, "Cache-Control": keep, "X-Release": release.id}


def _tag(release: Release, what: str) -> str:
    mark = f"{release.id}\n{release.about.get('built_at')}\n{what}"
    return f'"{hashlib.sha256(mark.encode()).hexdigest()[:16]}"'


def _known(request: Request, headers: Mapping[str, str]) -> bool:
    return request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]


def _csv(rows: pd.DataFrame) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows.itertuples(index=False):
        cells = (_plain(cell) for cell in row)
        writer.writerow(["" if cell is None else safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> object:
    """A cell as JSON knows it."""
    if absent(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    item = getattr(cell, "item", None)
    return item() if callable(item) else cell


def _wrong(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status, headers={"Cache-Control": "no-store"})
