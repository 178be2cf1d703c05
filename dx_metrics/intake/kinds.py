"""What a file is, by its bytes: the ending of its name is often wrong and never asked."""

import io
import re
import zipfile
import zlib

from dx_metrics.intake import limits
from dx_metrics.intake.remark import MUST_FIX, Remark

_OTHERS = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "hình ảnh PNG"),
    (b"\xff\xd8\xff", "hình ảnh JPEG"),
    (b"GIF8", "hình ảnh GIF"),
    (b"BM", "hình ảnh BMP"),
    (b"RIFF", "tệp hình hoặc âm thanh"),
    (b"II*\x00", "hình ảnh TIFF"),
    (b"MM\x00*", "hình ảnh TIFF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ", "tệp nén xz"),
    (b"{\\rtf", "văn bản RTF"),
    (b"SQLite format 3", "tệp cơ sở dữ liệu"),
    (b"PAR1", "tệp Parquet"),
    (b"MZ", "chương trình máy tính"),
    (b"\x7fELF", "chương trình máy tính"),
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
_CURE = "Gửi tệp bảng tính (.xlsx, .xls, .ods) hoặc CSV"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HTML = re.compile(rb"<\s*(?:html|table|!doctype\s+html|head|body|meta|style)\b", re.IGNORECASE)
_SPREADSHEET_ML = b"urn:schemas-microsoft-com:office:spreadsheet"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def kind(content: bytes) -> tuple[str, Remark | None]:
    """`csv`, `xlsx`, `xlsb`, `xls`, `ods`, `html`, `mhtml` or `xml`; or "" and why the file is refused."""
    if not content.strip(b"\x00\xef\xbb\xbf\xfe\xff \t\r\n"):
        return "", _refused("empty_file", "Tệp rỗng, không có dòng nào", "Kiểm tra lại tệp rồi gửi bản có số liệu")
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _archive(content)
    if content.startswith(_OLE):
        return _compound(content)
    for start, what in _OTHERS:
        if content.startswith(start) and not (len(start) == 2 and _is_text(content)):
            return "", _refused("not_a_table", f"Đây là {what}, không phải bảng số liệu", _CURE)
    head = content[:4096].replace(b"\x00", b"")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:14].upper().startswith(b"MIME-VERSION"):
        return "mhtml", None
    if _SPREADSHEET_ML in head:
        return "xml", _entities(content)
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _HTML.search(head):
        return "html", None
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        return "", _entities(content) or _refused("not_a_table", "Đây là tệp XML, không phải bảng số liệu", _CURE)
    return "csv", None


def _refused(code: str, message: str, cure: str) -> Remark:
    return Remark(MUST_FIX, code, message, cure)


def _is_text(content: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096])


def _entities(content: bytes) -> Remark | None:
    if _DOCTYPE.search(content) or _DOCTYPE.search(content.replace(b"\x00", b"")):
        return _refused(
            "xml_entities",
            "Tệp có khai báo DOCTYPE hoặc ENTITY, có thể dùng để làm treo máy nên không được mở",
            "Mở bằng Excel rồi lưu lại kiểu .xlsx",
        )
    return None


def _compound(content: bytes) -> tuple[str, Remark | None]:
    """An OLE file: the old .xls, or a workbook locked by a password, or something else of Office."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "", locked()
    if "WordDocument".encode("utf-16-le") in content or "PowerPoint".encode("utf-16-le") in content:
        return "", _refused("not_a_table", "Đây là tệp Word hoặc PowerPoint cũ, không phải bảng tính", _CURE)
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "xls", None
    return "", _refused("not_a_table", "Đây là tệp Office lạ, không phải bảng tính", _CURE)


def locked() -> Remark:
    """Why a workbook with a password is refused."""
    return _refused("locked", "Bảng tính có mật khẩu nên không đọc được", "Mở bằng Excel, bỏ mật khẩu rồi lưu lại")


def broken() -> Remark:
    """Why a workbook that its own library cannot read is refused."""
    return _refused(
        "broken", "Bảng tính bị hỏng, không đọc được", "Mở bằng Excel rồi lưu lại kiểu .xlsx, hoặc xin lại tệp gốc"
    )


def too_much() -> Remark:
    """Why a file that would take too much room is refused."""
    return _refused(
        "too_many_rows",
        f"Bảng quá lớn so với một bảng số liệu (hơn {limits.ROWS} dòng, hoặc phình ra khi giải nén)",
        "Chép riêng vùng số liệu sang một tệp mới rồi gửi tệp đó",
    )


def too_wide() -> Remark:
    """Why a sheet of too many columns is refused."""
    return Remark(
        MUST_FIX,
        "too_many_columns",
        f"Bảng có hơn {limits.COLUMNS} cột",
        "Giữ lại các cột số liệu cần nạp rồi lưu lại; nếu bảng chỉ có ít cột, xem lại dấu ngăn cách",
    )


def _archive(content: bytes) -> tuple[str, Remark | None]:
    try:
        return _opened(zipfile.ZipFile(io.BytesIO(content)), len(content))
    except _DAMAGE:
        return "", broken()


def _opened(archive: zipfile.ZipFile, size: int) -> tuple[str, Remark | None]:
    members = archive.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        return "", locked()
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > limits.MEMBERS
        or unpacked > limits.UNPACKED_BYTES
        or (unpacked > limits.RATIO_FREE_BYTES and unpacked > limits.UNPACKED_RATIO * size)
    ):
        return "", too_much()
    if "xl/workbook.bin" in names:
        return "xlsb", None
    if "xl/workbook.xml" in names or ("[Content_Types].xml" in names and any("workbook" in name for name in names)):
        return _safe(archive, members, "xlsx")
    if "mimetype" in names and "content.xml" in names and archive.read("mimetype")[:100].startswith(_ODS):
        return _safe(archive, members, "ods")
    what = "văn bản Word" if "word/document.xml" in names else "tệp nén"
    cure = _CURE if what != "tệp nén" else "Giải nén rồi gửi riêng tệp bảng tính hoặc CSV bên trong"
    return "", _refused("not_a_table", f"Đây là {what}, không phải bảng số liệu", cure)


def _safe(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], what: str) -> tuple[str, Remark | None]:
    """The kind, when no part holds more than it says and none declares entities."""
    left = limits.UNPACKED_BYTES
    for member in members:
        if not member.filename.endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(member) as part:
            text = part.read(left + 1)
        left -= len(text)
        if left < 0:
            return "", too_much()
        entities = _entities(text)
        if entities:
            return "", entities
    return what, None
