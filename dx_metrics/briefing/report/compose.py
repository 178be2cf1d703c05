"""A report as headings and paragraphs, before it is paper: what the page previews and the document prints."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from dx_metrics.briefing.report.codes import Codes
from dx_metrics.briefing.report.findings import Findings, Named
from dx_metrics.briefing.report.saying import Printed, holds, said
from dx_metrics.briefing.report.sentences import Heading, Sentence

_ROMAN = re.compile(r"[IVXLC]+\.\s")


@dataclass(slots=True)
class Paragraph:
    """Pieces of text, each with the code of its figure or none; `dash` when it is an item of a list."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    dash: bool = False

    @property
    def text(self) -> str:
        """The letters alone."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Section:
    """One heading as it is printed. `level` 1 for a roman number, else 2; 0 without a heading."""

    title: str
    level: int
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[str, ...]
    tables: tuple[str, ...]


def compose(headings: list[Heading], findings: Findings, codes: Codes) -> list[Section]:
    """Every heading with the sentences whose conditions hold, in the order of the file."""
    found = []
    for heading in headings:
        for under in findings.of(heading.each) if heading.each else [None]:
            values = findings.of("", under)[0]
            if not holds(heading.when, values):
                continue
            paragraphs = _paragraphs(heading, under, findings, codes)
            if heading.sentences and not paragraphs and not heading.pictures and not heading.tables:
                continue
            pieces = said(heading.text, values)
            title = "" if pieces is None else "".join(piece.text for piece in pieces)
            bare = re.sub(r"\{.*?\}", "", heading.text)
            title = title.upper() if bare.isupper() and _ROMAN.match(bare) else title
            level = 0 if not title else 1 if _ROMAN.match(title) else 2
            found.append(Section(title, level, tuple(paragraphs), heading.pictures, heading.tables))
    return found


def _paragraphs(heading: Heading, under: Named | None, findings: Findings, codes: Codes) -> list[Paragraph]:
    """Sentences that follow each other and are of one scope are written entry by entry."""
    found: list[Paragraph] = []
    for scope, group in groupby(heading.sentences, key=lambda sentence: sentence.each):
        sentences = list(group)
        written = dict.fromkeys(range(len(sentences)), 0)
        for entry in findings.of(scope, under):
            _entry(sentences, entry, written, found, codes, anew=bool(scope))
    return found


def _entry(
    sentences: list[Sentence],
    entry: Named,
    written: dict[int, int],
    found: list[Paragraph],
    codes: Codes,
    *,
    anew: bool,
) -> None:
    """The sentences of one entry; what goes on never goes on in the paragraph of another entry."""
    begun = not anew and bool(found)
    for at, sentence in enumerate(sentences):
        if written[at] >= sentence.most or not holds(sentence.when, entry):
            continue
        pieces = said(sentence.text, entry)
        if pieces is None or (anew and not begun and sentence.kind == "tiep"):
            continue
        written[at] += 1
        if sentence.kind == "tiep" and begun:
            goes_on = sentence.text[:1] in ",;. "
            found[-1].pieces += [("" if goes_on else " ", ""), *_coded(pieces, codes)]
        else:
            found.append(Paragraph(_coded(pieces, codes), sentence.kind == "gach"))
        begun = True


def _coded(pieces: list[Printed], codes: Codes) -> list[tuple[str, str]]:
    return [(piece.text, codes.of(piece.figure) if piece.figure else "") for piece in pieces]
