"""Where the marks stand in a sheet of the reform index: its header of one or two rows, its columns, its title."""

from dataclasses import dataclass

from dx_metrics.intake.sheet import Sheet
from dx_metrics.intake.spelling import cleaned
from dx_metrics.wording import folded

NUMBER, NAME, MOST, NOTE, EVIDENCE, OFFICIAL = "number", "name", "most", "note", "evidence", "official"
WORDS = {
    "self": ("tu danh gia", "tu cham"),
    "verified": ("snv", "tham dinh", "noi vu", "hoi dong danh gia"),
    "survey": ("dieu tra", "xhh"),
    MOST: ("diem toi da", "diem chuan"),
    OFFICIAL: ("diem dat",),
    NOTE: ("ghi chu", "ly do"),
    EVIDENCE: ("minh chung", "kiem chung"),
    NAME: ("tieu chi", "linh vuc", "noi dung"),
}
"""Role of a column and the words by which its header is known, the first that fits."""
JUDGED = ("self", "verified", "survey")
NUMBERED = ("stt", "tt", "so tt", "ma", "ma so")


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns`: role to column. `labels`: role to header as the officer sees it. `first`: index of the first row of
    marks; `titles`: the texts above the header."""

    columns: dict[str, int]
    labels: dict[str, str]
    first: int
    titles: tuple[str, ...]


def layout_of(sheet: Sheet) -> Layout | None:
    """The layout; None for a sheet that holds no such table."""
    for at, row in enumerate(sheet.rows):
        if any("diem toi da" in _folded(cell) or "diem chuan" in _folded(cell) for cell in row):
            below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
            two = not _marked(row) and _marked(below)
            columns, labels = _roles(row, below if two else [])
            if {NAME, MOST} <= set(columns) and set(JUDGED) & set(columns):
                titles = tuple(cleaned(cell) for line in sheet.rows[:at] for cell in line if cleaned(cell))
                return Layout(columns, labels, at + (2 if two else 1), titles)
    return None


def _roles(row: list[str], below: list[str]) -> tuple[dict[str, int], dict[str, str]]:
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    for at in range(max(len(row), len(below))):
        # The lower row is the nearer one: `Điểm đánh giá` stands over three columns that each say more.
        for text in (_cell(below, at), _cell(row, at)):
            role = _role(text)
            if role and role not in columns:
                columns[role], labels[role] = at, cleaned(text)
                break
            if role:
                break
    return columns, labels


def _role(text: str) -> str:
    seen = _folded(text)
    if seen in NUMBERED:
        return NUMBER
    return next((role for role, words in WORDS.items() if any(word in seen for word in words)), "")


def _marked(row: list[str]) -> bool:
    """Whether a row names one of the columns of marks."""
    return any(_role(cell) in JUDGED for cell in row)


def _cell(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _folded(text: str) -> str:
    return folded(cleaned(text))
