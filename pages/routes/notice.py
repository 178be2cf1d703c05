"""A small page in words where what was asked for is not there: what it is, and where to go from here."""

from html import escape

from starlette.responses import HTMLResponse

STYLE = (
    "body{max-width:640px;margin:10vh auto;padding:16px;font:18px/1.5 'Be Vietnam Pro','Noto Sans',Arial,sans-serif}"
)


def notice(sentence: str, status: int, ways: tuple[tuple[str, str], ...] = (("/", "Mở trang đầu"),)) -> HTMLResponse:
    """`ways` are addresses and what leads there. Never kept: what is missing now may be there later."""
    links = " · ".join(f'<a href="{escape(address)}">{escape(words)}</a>' for address, words in ways)
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(sentence)}</title><style>{STYLE}</style><main><p>{escape(sentence)}</p><p>{links}</p></main></html>",
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )
