"""`/van-ban/<file>?ten=…`: a paper that was made."""

import re
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dx_metrics.briefing.report import shelf

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


async def paper(request: Request) -> Response:
    """The file under the name asked for; a sentence where it is not on the shelf any more."""
    name = request.path_params["file"]
    content = await to_thread.run_sync(shelf.fetched, name)
    if content is None:
        return PlainTextResponse("Tệp này không còn trên máy chủ. Mở trang Báo cáo và lập lại.", status_code=404)
    extension = name.rpartition(".")[2]
    asked = request.query_params.get("ten", "")
    shown = (
        asked if re.fullmatch(r"[\w.-]{1,120}", asked) and asked.endswith(f".{extension}") else f"van-ban.{extension}"
    )
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(shown)}", "cache-control": "no-cache"}
    return Response(content, media_type=KINDS[extension], headers=headers)
