"""The words of office headers, folded: abbreviations written out, terms kept whole, words that say nothing dropped."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dx_metrics.intake.spelling import cleaned
from dx_metrics.wording import folded

ABBREVIATIONS = {
    "hstt": "ho so truc tuyen",
    "hs": "ho so",
    "hssk": "ho so suc khoe",
    "hscv": "ho so cong viec",
    "dvctt": "dich vu cong truc tuyen",
    "dvcqg": "dich vu cong quoc gia",
    "dvc": "dich vu cong",
    "tthc": "thu tuc hanh chinh",
    "cbccvc": "can bo cong chuc",
    "cbcc": "can bo cong chuc",
    "vb": "van ban",
    "vbdt": "van ban dien tu",
    "kq": "ket qua",
    "gq": "giai quyet",
    "tn": "tiep nhan",
    "tl": "ty le",
    "sl": "so luong",
    "ts": "tong so",
    "tttt": "thanh toan truc tuyen",
    "tktt": "tai khoan thanh toan",
    "tk": "tai khoan",
    "dddt": "dinh danh dien tu",
    "vneid": "dinh danh dien tu",
    "dttm": "dien thoai thong minh",
    "smartphone": "dien thoai thong minh",
    "nvh": "nha van hoa",
    "pakn": "phan anh kien nghi",
    "bcd": "ban chi dao",
    "cds": "chuyen doi so",
    "cnscd": "cong nghe so cong dong",
    "cchc": "cai cach hanh chinh",
    "tmdt": "thuong mai dien tu",
    "sxkd": "san xuat kinh doanh",
    "nhiem vu ht": "nhiem vu hoan thanh",
    "ftth": "cap quang",
    "online": "truc tuyen",
    "cv": "cong viec",
    "dh": "dung han",
    "qh": "qua han",
    "tdp": "to dan pho",
    "bcci": "buu chinh",
    "bc": "bao cao",
}
"""Abbreviation to the words it stands for, all without marks."""

SAME = {
    "truoc han dung han": "dung han",
    "dung han truoc han": "dung han",
    "dung va truoc han": "dung han",
    "truoc va dung han": "dung han",
    "som han": "dung han",
    "truoc han": "dung han",
    "tre han": "qua han",
    "xu ly": "giai quyet",
    "xu li": "giai quyet",
    "nop truc tuyen": "tiep nhan truc tuyen",
    "nop qua mang": "tiep nhan truc tuyen",
    "nop tren mang": "tiep nhan truc tuyen",
    "qua mang": "truc tuyen",
    "tren mang": "truc tuyen",
    "tren moi truong mang": "truc tuyen",
    "moi truong mang": "truc tuyen",
    "ho gia dinh": "ho",
    "ho dan": "ho",
    "nhan khau": "dan so",
    "to dan pho": "thon",
    "ti le": "ty le",
    "dien thoai di dong thong minh": "dien thoai thong minh",
    "tai khoan ngan hang": "tai khoan thanh toan",
    "buu dien": "buu chinh",
    "nguoi dan": "nguoi",
    "dan so truong thanh": "nguoi truong thanh",
}
"""Wordings that offices use for one and the same thing."""

TERMS = (
    *("ho so", "truc tuyen", "thu tuc hanh chinh", "tiep nhan", "thanh toan", "dich vu cong", "can bo", "cong chuc"),
    *("giai quyet", "dung han", "qua han", "den han", "ket qua", "van ban", "so hoa", "ky so", "chuyen doi so", "ho"),
    *("cap quang", "dien thoai thong minh", "tai khoan", "dinh danh", "dien tu", "nha van hoa", "phan anh kien nghi"),
    *("ban chi dao", "cong nghe so cong dong", "cai cach hanh chinh", "thuong mai dien tu", "san xuat kinh doanh"),
    *("suc khoe", "dan so", "hai long", "cong viec", "phat sinh", "cung cap", "dong bo", "quoc gia", "hoan thanh"),
    *("tap huan", "truong thanh", "le phi", "xin loi", "khao sat", "nhiem vu", "cong khai", "trang thong tin"),
    *("su dung lai", "tai su dung", "khai thac", "tham dinh", "mat ket noi", "thoi gian", "kinh te so", "xa hoi so"),
    *("bao cao", "chinh quyen so", "ha tang so", "nhan luc so", "the che so", "nhan thuc so", "buu chinh"),
    *("truc tiep", "bang rong", "ke hoach", "muc tieu", "chi tieu", "so sanh", "cong don", "du kien", "binh quan"),
    *("luy ke", "con lai"),
)
_SILENT = frozenset(
    [
        *("tong", "so", "luong", "cac", "duoc", "co", "cua", "tai", "trong", "ky", "va", "la", "theo", "da", "tren"),
        *("dia", "ban", "o", "cho", "voi", "xa", "cap", "quy", "nam", "cong", "don", "vi", "tinh", "nay", "bao", "cao"),
        *(
            "thuc",
            "hien",
            "gom",
            "su",
            "dung",
            "dang",
            "ca",
            "ty",
            "le",
            "dat",
            "phan",
            "tram",
            "muc",
            "do",
            "moi",
            "lan",
            "phuong",
            "huyen",
        ),
    ]
)
CONTEXT = frozenset(["thu_tuc_hanh_chinh", "tiep_nhan", "internet", "gia", "dinh", "giai_quyet", "dien_tu", "thon"])
"""Terms that an office leaves out where the rest says enough."""

ALTERING = frozenset(
    [
        *(
            "khong",
            "chua",
            "truoc",
            "sau",
            "ton",
            "khac",
            "ngoai",
            "huy",
            "rut",
            "cung",
            "tang",
            "giam",
            "uoc",
            "con_lai",
        ),
        *("luy_ke", "ke_hoach", "muc_tieu", "chi_tieu", "so_sanh", "cong_don", "du_kien", "binh_quan"),
    ]
)
"""Terms that make another figure of what stands beside them: not yet, last year's, planned, cumulative."""

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_FORMULA = re.compile(r"\b\d+\s*=\s*[\d\s()+*/x:,.%-]+")
_LONGEST_FIRST = sorted(TERMS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a text outside its brackets. `total`: it speaks of all of something; `rate`: of a share.

    `altering`: terms, in brackets too, that make another figure of it.
    """

    terms: frozenset[str]
    total: bool = False
    rate: bool = False
    altering: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """The terms in a header, a name or a code (`hs_tiep_nhan`)."""
    seen = cleaned(text)
    outside = _BRACKETS.sub(" ", seen)
    if not re.search(r"\w", outside):
        outside = seen
    rate = "%" in seen or bool(re.search(r"\b(ty le|ti le|tl|phan tram|ty trong)\b", _plain(outside)))
    plain = _joined(outside)
    terms = frozenset(word for word in plain.split() if word not in _SILENT and not re.fullmatch(r"\d|\d{4,}", word))
    altering = frozenset(_joined(seen).split()) & ALTERING
    return Words(terms, " tong " in plain, rate, altering)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9%]+", " ", folded(_FORMULA.sub(" ", text)))


def _joined(text: str) -> str:
    """The words with abbreviations written out and the words of a term joined by `_`."""
    plain = f" {_plain(text).replace('%', ' ').strip()} "
    for short, long in ABBREVIATIONS.items():
        plain = plain.replace(f" {short} ", f" {long} ")
    plain = re.sub(r"(?<=ho so) tt(?= )|(?<=dich vu cong) tt(?= )|(?<=thanh toan) tt(?= )", " truc tuyen", plain)
    plain = re.sub(r"\bthon (ban |xom |khu pho )?(to dan pho )?", "thon ", plain)
    for said, meant in SAME.items():
        plain = plain.replace(f" {said} ", f" {meant} ")
    for term in _LONGEST_FIRST:
        plain = plain.replace(f" {term} ", f" {term.replace(' ', '_')} ")
    return plain
