"""Files around an upload: the clean form, the returned workbook, consequences, what was sent, the journal.

Each asks for the right itself; what somebody may not have is as if it were not there.
"""

from collections.abc import Callable
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics import periods, store
from dx_metrics.access import Person, may
from dx_metrics.briefing.journal_file import journal_csv
from dx_metrics.briefing.returned_workbook import returned_workbook
from dx_metrics.briefing.template import template_csv, template_xlsx
from dx_metrics.intake.display_name import display_name
from dx_metrics.store import journal, objects
from pages.routes.downloads import WRITERS
from pages.routes.person import request_person
from pages.uploading import effects
from pages.uploading import work as works
from pages.uploading.reading import checked, known
from pages.uploading.releases import between, may_see

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
NOTHING = PlainTextResponse("Không có tệp này.", status_code=404)


async def form(request: Request) -> Response:
    """`/bieu-mau.<xlsx|csv>?ky=…`: the clean form of a period, for the communes of whoever asks."""
    person, extension = request_person(request), request.path_params["format"]
    period = request.query_params.get("ky", "")
    release = store.current()
    if person is None or not may(person, "upload") or release is None or not periods.is_period(period):
        return NOTHING
    writer: Callable[..., bytes] = template_xlsx if extension == "xlsx" else template_csv
    if extension not in ("xlsx", "csv"):
        return NOTHING
    content = await to_thread.run_sync(lambda: writer(known(release), period, person.units))
    return _file(content, f"bieu-mau_{period}.{extension}", XLSX if extension == "xlsx" else CSV)


async def draft(request: Request) -> Response:
    """`/nap-so-lieu/<draft>/<what>`: the officer's file with its faults marked, or what would change."""
    person = request_person(request)
    return await to_thread.run_sync(_draft, person, request.path_params["draft"], request.path_params["what"])


def _draft(person: Person | None, id: str, what: str) -> Response:
    work = works.load(id)
    if work is None or not works.may_see(person, work):
        return NOTHING
    if what == "nhan-xet.xlsx":
        release = store.current()
        if release is None:
            return NOTHING
        found = checked(work, release)
        content = returned_workbook(found.reading, work.content, found.remarks)
        return _file(content, f"nhan-xet_{_stem(work.file)}.xlsx", XLSX)
    name, _, extension = what.partition(".")
    exhibit = effects.exhibit_of(id, name)
    if exhibit is None or extension not in WRITERS:
        return NOTHING
    writer, kind = WRITERS[extension]
    return _file(writer(exhibit), f"{name}_{_stem(work.file)}.{extension}", kind)


async def difference(request: Request) -> Response:
    """`/ban-cong-bo/<before>/<after>/<exhibit>.<format>`: what differs between two releases."""
    return await to_thread.run_sync(_difference, request_person(request), dict(request.path_params))


def _difference(person: Person | None, asked: dict[str, str]) -> Response:
    name, _, extension = asked["what"].partition(".")
    before, after = (store.open_release(asked[side]) for side in ("before", "after"))
    if not may(person, "read") or before is None or after is None or extension not in WRITERS:
        return NOTHING
    exhibit = next((exhibit for exhibit in between(before, after).exhibits if exhibit.name == name), None)
    if exhibit is None:
        return NOTHING
    writer, kind = WRITERS[extension]
    return _file(writer(exhibit), f"{name}_{before.id}-{after.id}.{extension}", kind)


async def sent(request: Request) -> Response:
    """`/lan-nap/<upload>/<what>`: the officer's original file, or the rows that were understood of it."""
    return await to_thread.run_sync(
        _sent, request_person(request), request.path_params["upload"], request.path_params["what"]
    )


def _sent(person: Person | None, id: str, what: str) -> Response:
    upload = next((upload for upload in store.uploads() if upload.id == id), None)
    if upload is None or not may_see(person, upload):
        return NOTHING
    try:
        if what == "goc" and upload.file_sha:
            return _file(objects.fetch(upload.file_sha), upload.file_name, "application/octet-stream")
        place = what.partition(".")[0]
        if place.isdecimal() and int(place) < len(upload.parts):
            target, mode, sha = upload.parts[int(place)]
            extension = target.rpartition(".")[2] if mode == "file" else "csv"
            return _file(objects.fetch(sha), f"{id}_{_stem(target)}.{extension}", "application/octet-stream")
    except objects.Damaged as error:
        return PlainTextResponse(str(error), status_code=500)
    return NOTHING


async def journal_file(request: Request) -> Response:
    """`/nhat-ky.csv`: everything done, for who administers."""
    if not may(request_person(request), "administer"):
        return NOTHING
    return _file(await to_thread.run_sync(lambda: journal_csv(journal.entries())), "nhat-ky.csv", CSV)


def _file(content: bytes, name: str, kind: str) -> Response:
    """Never shown in the browser, never kept by it: what was sent is somebody else's file."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(display_name(name), safe='')}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
