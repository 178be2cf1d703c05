"""What an officer writes in front of, behind and around the name of a unit."""

import re
from dataclasses import dataclass

from dx_metrics.intake.spelling import canonical, cleaned, unmarked

# Abbreviations of kinds, without marks and dots; the longest is tried first.
KINDS = {
    "xa": "xã",
    "x": "xã",
    "thi tran": "thị trấn",
    "ttr": "thị trấn",
    "tt": "thị trấn",
    "phuong": "phường",
    "p": "phường",
    "dac khu": "đặc khu",
    "dk": "đặc khu",
    "thi xa": "thị xã",
    "tx": "thị xã",
    "quan": "quận",
    "q": "quận",
    "huyen": "huyện",
    "h": "huyện",
    "thanh pho": "thành phố",
    "tp": "thành phố",
    "thu do": "thành phố",
    "tinh": "tỉnh",
    "t": "tỉnh",
}
_KIND = {unmarked(word): kind for word, kind in KINDS.items()}
_NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,3}|[ivIV]{1,4}|[xX][ivxIVX]{1,4}|[a-gA-G])[.)/]\)?|[-–—+•*·]|\d{1,3}\s*[-–])\s*(?=\D)"
)
_NUMBERED_PLAIN = re.compile(r"^\d{1,3}\s+(?=\D)")
_OFFICES = (
    r"^(?:(?:văn phòng|bộ phận một cửa)\s+)?(?:(?:đảng uỷ|đảng ủy|hđnd|hội đồng nhân dân|ubnd|uỷ ban nhân dân|"
    r"ủy ban nhân dân|uy ban nhan dan|u\.b\.n\.d)\s*[-,&]?\s*)+"
)
_OFFICE = re.compile(_OFFICES, re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:[(\[].*[)\]]?|\*+|\d+\)|[;:,.]+)\s*$")
_PARENT = re.compile(
    r"(?:\s*[,–-]\s*|\s+)(?P<parent>(?:(?:huyện|huyen|quận|tỉnh|thành phố|thị xã)\s|(?:h|tp|tx)\.\s?)\S.*)$",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"^(?:(T\.\s?[TP]|TTR|TT|TX|TP|Tp|tt|tp|tx|ĐK|[XPQHT])\s*[.:]\s*|(TTR|TT|TX|TP|ĐK|X)\s+)(?=\S)", re.IGNORECASE
)
_LONG = re.compile(
    r"^(xã|xa|thị trấn|thi tran|phường|phuong|đặc khu|dac khu|thị xã|thi xa|quận|quan|huyện|huyen|"
    r"thành phố|thanh pho|thủ đô|thu do|tỉnh|tinh)[\s.:]+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A name taken apart. `kind` is spelled out ("thị trấn"), "" where none is written; `note` what stood behind.

    `parent`: the district or province written behind it, "Xã Nam Mẫu, huyện Ba Bể".
    """

    name: str
    kind: str = ""
    note: str = ""
    parent: str = ""


def take_apart(text: str) -> list[Written]:
    """The ways in which a cell can be read as kind and name, the likeliest first.

    More than one where the first word may belong to the name, as in "Tỉnh Bắc" or "Xã Đàn".
    """
    bare = cleaned(text).strip("\"'“”")
    for pattern in (_NUMBERED, _NUMBERED_PLAIN):
        bare = pattern.sub("", bare, count=1)
    bare = _OFFICE.sub("", bare, count=1)
    note = _NOTE.search(bare)
    behind = note.group().strip() if note and note.start() > 0 else ""
    if note and note.start() > 0:
        bare = bare[: note.start()]
    above = _PARENT.search(bare)
    parent = above["parent"].strip(" ,") if above else ""
    if above:
        bare = bare[: above.start()]
    whole = Written(bare.strip(), "", behind, parent)
    match = _LONG.match(bare) or _SHORT.match(bare)
    if not match:
        return [whole]
    word = next(group for group in match.groups() if group)
    kind = _KIND[unmarked(word.replace(" ", "").replace(".", "") if "." in word else word)]
    return [Written(bare[match.end() :].strip(), kind, behind, parent), whole]


def same_kind(written: str, kind: str) -> bool:
    """Whether a written kind is the kind of the register ("Thị trấn", "xa"), however that spells it."""
    return not written or not kind or canonical(written) == canonical(kind) or unmarked(written) == unmarked(kind)
