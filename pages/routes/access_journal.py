"""`/nhat-ky-truy-cap.csv`: who came in and whose rights changed, for who administers."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics.access import may, record
from dx_metrics.briefing.journal_file import journal_csv
from pages.routes.person import request_person

HEADERS = {"content-disposition": 'attachment; filename="nhat-ky-truy-cap.csv"', "cache-control": "no-store"}


async def access_journal(request: Request) -> Response:
    """The whole journal of access; for anybody else it is as if it were not there."""
    if not may(request_person(request), "administer"):
        return PlainTextResponse("Không có tệp này.", status_code=404)
    content = await to_thread.run_sync(lambda: journal_csv(record.entries()))
    return Response(content, media_type="text/csv; charset=utf-8", headers=HEADERS)
