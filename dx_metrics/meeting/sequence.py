"""A sequence: what a meeting looks at, in order, with minutes for each, all of one pinned release."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from dx_metrics.store.journal import clean

OPENING, HEADLINE, AGREED, EXHIBIT, DECISIONS = "opening", "headline", "agreed", "exhibit", "decisions"
KINDS = {
    OPENING: "Trang mở đầu",
    HEADLINE: "Kết luận và bốn con số chính",
    AGREED: "Lần trước đã thống nhất",
    EXHIBIT: "Biểu đồ hoặc bảng",
    DECISIONS: "Ghi kết luận",
}
BEFORE, STANDING, NEW, DECIDING = "before", "standing", "new", "deciding"
SECTIONS = {BEFORE: "Lần trước", STANDING: "Thường kỳ", NEW: "Có gì mới", DECIDING: "Quyết định"}
"""The order of a meeting."""
CODE = re.compile(r"[0-9a-z]{8}")
MOST_SLIDES, MOST_MINUTES, LONGEST = 60, 120, 120
"""Slides of a sequence, minutes of a slide, letters of a name or heading."""
DAY = "ngay"
"""The day of the registers in the parameters of a view."""
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Slide:
    """One part. `exhibit` and `parameters` (the view as its URL says it) belong to the kind `EXHIBIT`.

    `title` replaces the exhibit's finding where somebody typed one.
    """

    kind: str
    section: str
    minutes: int = 3
    exhibit: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """`parameters` are the view that headline and registers stand in; `release` pins every figure."""

    code: str
    name: str
    date: date
    release: str
    parameters: Mapping[str, str]
    slides: tuple[Slide, ...]

    @property
    def minutes(self) -> int:
        return sum(slide.minutes for slide in self.slides)


def new_code() -> str:
    """Eight letters that nobody mistakes for others or guesses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def moved(slides: tuple[Slide, ...], at: int, to: int) -> tuple[Slide, ...]:
    """The slides with one of them somewhere else; places outside change nothing."""
    if not (0 <= at < len(slides) and 0 <= to < len(slides)):
        return slides
    rest = [*slides[:at], *slides[at + 1 :]]
    return (*rest[:to], slides[at], *rest[to:])


def changed(sequence: Sequence, at: int, **changes: Any) -> Sequence:
    """The sequence with one slide changed."""
    slides = tuple(replace(slide, **changes) if place == at else slide for place, slide in enumerate(sequence.slides))
    return replace(sequence, slides=slides)


def on_day(sequence: Sequence, day: date) -> Sequence:
    """The meeting held on another day: registers are shown as they stand then, wherever they were on the old one."""
    old, new = sequence.date.isoformat(), day.isoformat()

    def later(view: Mapping[str, str]) -> dict[str, str]:
        return dict(view) | ({DAY: new} if view.get(DAY) == old else {})

    slides = tuple(replace(slide, parameters=later(slide.parameters)) for slide in sequence.slides)
    return replace(sequence, date=day, parameters=later(sequence.parameters), slides=slides)


def to_bytes(sequence: Sequence) -> bytes:
    """As it is kept."""
    return json.dumps(asdict(sequence) | {"date": sequence.date.isoformat()}, ensure_ascii=False).encode()


def from_bytes(content: bytes) -> Sequence:
    """What was kept, held to its bounds. Raises ValueError for what is no sequence."""
    try:
        told = json.loads(content)
        slides = tuple(_slide(own) for own in told["slides"][:MOST_SLIDES])
        words = (str(told["code"]), clean(str(told["name"]))[:LONGEST], date.fromisoformat(told["date"]))
        return Sequence(*words, str(told["release"]), _texts(told["parameters"]), slides)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as wrong:
        raise ValueError("không phải một chuỗi trình chiếu") from wrong


def _slide(told: Mapping[str, Any]) -> Slide:
    kind, section = str(told["kind"]), str(told["section"])
    if kind not in KINDS or section not in SECTIONS:
        raise ValueError(f"không rõ phần {kind}, {section}")
    minutes = min(MOST_MINUTES, max(0, int(told["minutes"])))
    title = clean(str(told["title"]))[:LONGEST]
    return Slide(kind, section, minutes, str(told["exhibit"]), _texts(told["parameters"]), title)


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    return {str(name)[:40]: str(value)[:400] for name, value in list(told.items())[:20]}
