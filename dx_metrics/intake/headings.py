"""Headings that say what a column is for, whatever is reported: numbering, units, periods, notes."""

import re
from functools import lru_cache

from dx_metrics.intake.spelling import cleaned
from dx_metrics.wording import folded

ROLES = {
    "order": r"stt|tt|so tt|so thu tu|thu tu|no|#|s t t",
    "code": r"(ma|ma so)( (cua )?(xa|don vi|dvhc|dia phuong|dia ban|phuong|gso|tctk|dinh danh|don vi hanh chinh|tinh|"
    r"quoc gia|nuoc|tinh thanh( pho)?|hanh chinh|xa phuong|dv|qhns|xa phuong thi tran|xa thi tran))*"
    r"|unit|code|unit code|unit id|commune code|ma dvhc cap xa|gso code|iso3?|commune id|id xa",
    "name": r"(ten )?(cac )?((don vi)( hanh chinh| bao cao| cap xa| xa)?|dvhc|dia phuong|dia ban|xa|co quan|tinh|"
    r"quoc gia|nuoc)"
    r"( (va )?(phuong|thi tran|xa|don vi|thanh pho|thanh|tp|dac khu|tt))*|ubnd( (cac )?xa( thi tran| phuong)*)?"
    r"|ten( xa)?|name|unit name|commune|commune name|xa ten|noi bao cao|ten ubnd xa|country|province|ten dv",
    "parent": r"(ten |ma )?(huyen|quan|thi xa)( (quan|thi xa|thanh pho|tp|thanh))*|(thuoc )?huyen|district|parent"
    r"|cap tren",
    "period": r"ki|ky|(ky|ki)( (bao cao|so lieu|du lieu|thong ke|danh gia))+|thoi gian|thoi ky|thoi ki|period|quy|"
    r"quy nam|thang|thang nam|quy bao cao|thang bao cao|nam bao cao|nam|year|quarter|month|ky nam",
    "year": r"nam|nam bao cao|year",
    "quarter": r"quy|quy bao cao|quarter",
    "month": r"thang|thang bao cao|month",
    "variable": r"((ten|ma|ma so|ky hieu) )?(cac )?(chi tieu|chi so|tieu chi|bien|noi dung|chi tieu bao cao|"
    r"chi tieu thong ke|bien so)( bao cao| thong ke)?|variable|indicator|variable code|indicator code|measure",
    "value": r"gia tri|so luong|so lieu|ket qua|value|tri so|so|gia tri bao cao|so lieu bao cao|ket qua thuc hien|"
    r"thuc hien|so lieu trong ky|thuc hien trong ky|ket qua trong ky|gia tri so|so bao cao|figure|gia tri ky bao cao",
    "status": r"trang thai|tinh trang|status|trang thai so lieu|tinh trang so lieu",
    "numerator": r"tu so|numerator|tu|gia tri tu so|so tu|tu so a|num",
    "denominator": r"mau so|denominator|mau|gia tri mau so|so mau|mau so b|den|denom",
    "measure": r"don vi tinh|dvt|don vi do|dv tinh|d v t|unit of measure",
    "note": r"ghi chu|nhan xet|note|notes|ghi chu them|giai trinh|nguon|nguon so lieu|source|danh gia|ly do|li do|"
    r"nguoi (lap|bao cao|nhap|gui|phu trach)( bieu)?|dien thoai|so dien thoai|email|chu ky|dia chi|comment|y kien|"
    r"ten tep|nguoi cap nhat|can bo phu trach",
    "date": r"ngay( (bao cao|gui|nop|lap|cap nhat|nhap|thang|thang nam|chot|chot so lieu|nhan))*|reported at|date|"
    r"thoi diem|thoi diem bao cao|reported|cap nhat|ngay gui bao cao|updated at|thoi gian (gui|nop|cap nhat)",
    "total": r"tong|tong cong|cong|tong so|cong don|ca nam|total|toan huyen|toan tinh|cong chung|luy ke|cong ca nam",
    "rank": r"xep hang|thu hang|hang|xep loai|rank|xep thu",
}
_ROLES = {role: re.compile(words) for role, words in ROLES.items()}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A heading without marks, capitals and punctuation: `Mã xã (GSO)` as `ma xa gso`."""
    return re.sub(r"[^a-z0-9#%]+", " ", folded(cleaned(text))).strip()


@lru_cache(maxsize=65536)
def roles(text: str) -> frozenset[str]:
    """What a column under this heading may be for; empty when the words say nothing of the kind."""
    words = plain(text)
    without = plain(re.sub(r"\(.*?\)|\*", " ", text)) if "(" in text or "*" in text else words
    return frozenset(role for role, form in _ROLES.items() if form.fullmatch(words) or form.fullmatch(without))
