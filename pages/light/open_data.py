"""How programs read what is published: addresses, fields, examples. The page itself is plain HTML."""

from html import escape

from dx_metrics.queries.open_data import TABLES
from dx_metrics.store import Release
from pages.light.document import look

TITLES = {"observations": "Số liệu đã nộp", "scores": "Điểm và hạng", "ledger": "Sổ điểm mất"}
RULES = (
    ("ban=r3", "đúng bản công bố r3: không bao giờ đổi, giữ lại được mãi; không ghi thì là bản đang hiển thị"),
    ("cap=19", "chỉ các đơn vị dưới đơn vị cấp trên mang mã 19; hạng tính trong cấp đó"),
    ("moi_trang=1000", "số dòng một trang, tối đa 10.000"),
    ("sau=…", "trang kế tiếp: dùng nguyên địa chỉ trong “next”, hoặc trong tiêu đề Link khi lấy CSV"),
)


def told(release: Release) -> str:
    """The body, escaped; examples are of this release."""
    package = f"/api/v1/package/{release.id}.zip"
    about = release.about
    note = f"<p><b>Số liệu minh họa.</b> {escape(str(about.get('illustrative_note', '')))}</p>"
    rules = "".join(f"<tr><td><code>{name}</code></td><td>{escape(said)}</td></tr>" for name, said in RULES)
    return (
        f"{note if about.get('illustrative') else ''}"
        "<p>Chỉ đọc, không cần khóa. JSON và CSV (UTF-8 có BOM), dấu thập phân là dấu chấm. Mỗi địa chỉ mạng hỏi được "
        "120 lần một phút. Mỗi câu trả lời có ETag: gửi lại trong If-None-Match thì không phải tải lần nữa.</p>"
        f'<p><a href="{package}" download>Tải trọn bản {escape(release.id)} (.zip, gói dữ liệu Frictionless)</a></p>'
        f'<h2>Tham số chung</h2><div class="dx-table"><table><tbody>{rules}</tbody></table></div>'
        f"{''.join(_table(name, release) for name in TABLES)}"
        "<h2>Các bản công bố</h2><p>Bản nào, lúc nào, do việc gì, bản nào đang hiển thị.</p>"
        f"{_examples('/api/v1/releases', '')}"
        "<h2>Ví dụ</h2><pre>curl -s “địa chỉ máy chủ”/api/v1/scores.csv?ky=2022-Q4\n"
        "import pandas as pd; pd.read_csv(“địa chỉ máy chủ”/api/v1/scores.csv?ky=2022-Q4, dtype={'unit': str})</pre>"
    )


def document(release: Release) -> str:
    """The same as a page of its own, without a script."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Dữ liệu mở</title>'
        f'<link rel="icon" href="data:,"><style>{look()}</style></head><body><header><p class="where">'
        f"Bản công bố {escape(release.id)}</p><h1>Dữ liệu mở</h1></header><main>{told(release)}</main>"
        '<nav aria-label="Trang"><ul><li><a href="/xem/">Tổng quan</a></li></ul></nav></body></html>'
    )


def _table(name: str, release: Release) -> str:
    table = TABLES[name]
    rows = "".join(
        f"<tr><td><code>{field}</code></td><td>{escape(said)}</td></tr>" for field, said in table.fields.items()
    )
    filters = ", ".join(f"<code>{word}</code> ({inside})" for word, inside in table.filters.items())
    return (
        f"<h2>{TITLES[name]}</h2><p>Lọc theo: {filters}.</p>"
        f"{_examples(f'/api/v1/{name}', f'?ban={release.id}&moi_trang=100')}"
        f'<div class="dx-table"><table><thead><tr><th scope="col">Trường</th><th scope="col">Nghĩa</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _examples(address: str, query: str) -> str:
    links = " · ".join(
        f'<a href="{address}.{kind}{escape(query)}"><code>{address}.{kind}{escape(query)}</code></a>'
        for kind in ("json", "csv")
    )
    return f"<p>{links}</p>"
