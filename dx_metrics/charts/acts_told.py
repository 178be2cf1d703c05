"""What was done to the figures, in words: for the list of releases and the journal."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from dx_metrics.store.acts import ReleaseInfo
from dx_metrics.store.journal import Entry

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTIONS = {
    "workspace": "Đọc bộ dữ liệu trên máy chủ",
    "upload": "Nạp số liệu",
    "withdraw": "Rút một lần nạp",
    "rollback": "Quay lại bản cũ",
    "share": "Tạo đường dẫn ngắn",
    "revoke": "Thu hồi đường dẫn ngắn",
    "meeting": "Lưu chuỗi trình chiếu",
    "meeting removed": "Gỡ chuỗi trình chiếu",
    "report": "Lập văn bản",
}
SHOWN = 200
"""Entries of the journal on the screen; the file has all."""


def told(act: ReleaseInfo) -> str:
    """`Nạp “quy4.xlsx”`, `Quay lại bản r3 từ bản r5`: what made a release the one shown."""
    what = act.what
    if act.action == "upload":
        return f"Nạp “{what.get('file_name') or 'số liệu'}”"
    if act.action == "withdraw":
        return f"Rút lần nạp {what.get('upload', '')} “{what.get('file_name') or 'số liệu'}”"
    if act.action == "rollback":
        return f"Quay lại bản {act.id} từ bản {what.get('from', '')}"
    return ACTIONS.get(act.action, act.action)


def when(at: str) -> str:
    """`27/11/2026 18:05`: the time in Viet Nam."""
    try:
        return datetime.fromisoformat(at).astimezone(HERE).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return at


def day(at: str) -> str:
    """`2026-11-27`: the day in Viet Nam; empty for what is no instant."""
    try:
        return datetime.fromisoformat(at).astimezone(HERE).date().isoformat()
    except ValueError:
        return ""


def journal_seen(entries: Sequence[Entry]) -> str:
    """The newest entries as an HTML table, escaped."""
    rows = "".join(
        f'<tr><th scope="row">{entry.seq}</th><td>{escape(when(entry.at))}</td><td>{escape(entry.who)}</td>'
        f"<td>{escape(ACTIONS.get(entry.action, entry.action))}</td><td>{escape(entry.why)}</td></tr>"
        for entry in list(reversed(entries))[:SHOWN]
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Số", "Lúc", "Ai", "Việc", "Lý do"))
    return (
        '<div class="rolls" tabindex="0" role="region" aria-label="Nhật ký"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
