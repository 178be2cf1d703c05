"""Who came in and whose rights changed, in words: for the journal of access."""

from collections.abc import Sequence
from html import escape

from dx_metrics.access.people import ROLES
from dx_metrics.charts.acts_told import SHOWN, when
from dx_metrics.store.journal import Entry

ACTIONS = {
    "signed in": "Đăng nhập",
    "sign-in refused": "Đăng nhập không thành",
    "signed out": "Đăng xuất",
    "signed out everywhere": "Kết thúc mọi phiên",
    "account added": "Tạo tài khoản",
    "account removed": "Xóa tài khoản",
    "password changed": "Đổi mật khẩu",
    "role changed": "Đổi vai trò",
    "units changed": "Đổi đơn vị",
}
DETAILS = {"account": "tài khoản", "role": "vai trò", "units": "đơn vị", "address": "từ", "by": "qua"}


def access_seen(entries: Sequence[Entry]) -> str:
    """The newest entries as an HTML table, escaped."""
    rows = "".join(
        f'<tr><th scope="row">{entry.seq}</th><td>{escape(when(entry.at))}</td><td>{escape(entry.who)}</td>'
        f"<td>{escape(ACTIONS.get(entry.action, entry.action))}</td><td>{escape(_details(entry))}</td></tr>"
        for entry in list(reversed(entries))[:SHOWN]
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Số", "Lúc", "Ai", "Việc", "Chi tiết"))
    return (
        '<div class="rolls" tabindex="0" role="region" aria-label="Nhật ký truy cập"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _details(entry: Entry) -> str:
    """`tài khoản lan; vai trò Công bố`."""
    said = {name: ROLES.get(str(value), str(value)) for name, value in entry.details.items()}
    return "; ".join(f"{DETAILS.get(name, name)} {value or '(tất cả)'}" for name, value in said.items())
