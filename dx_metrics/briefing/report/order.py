"""Which paper is wanted, what is missing for it, and how it is made."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dx_metrics.briefing.report import adding, sentences, words
from dx_metrics.briefing.report.codes import Codes
from dx_metrics.briefing.report.compose import Section, compose
from dx_metrics.briefing.report.document import TABLES, Made, Tell, quiet, report
from dx_metrics.briefing.report.findings import find
from dx_metrics.briefing.report.lacking import lacking
from dx_metrics.briefing.report.matter import Matter, gather
from dx_metrics.briefing.report.pictures import PICTURES
from dx_metrics.briefing.report.sheets import sheets
from dx_metrics.briefing.report.span import ONE, spans
from dx_metrics.briefing.report.summary import summary
from dx_metrics.follow_up.visit_first import visit_first
from dx_metrics.problems import Problem
from dx_metrics.store import Release
from dx_metrics.view import ALL

REPORT, SUMMARY, SHEETS = "bao-cao", "tom-tat", "phieu-kiem-tra"
PAPERS = {REPORT: "Báo cáo", SUMMARY: "Tóm tắt một trang cho người chủ trì", SHEETS: "Phiếu kiểm tra"}


@dataclass(frozen=True, slots=True)
class Order:
    """Codes only. `day`: as it stood then, ISO; `link`: address of the pinned view for the QR, or nothing;
    `level`: the parent of whose units alone it tells, or nothing."""

    what: str
    series: str
    period: str
    kind: str = ONE
    unit: str = ALL
    day: str = ""
    link: str = ""
    level: str = ""

    def details(self) -> dict[str, Any]:
        """For the journal."""
        return asdict(self)


class Unwritable(Exception):
    """The files that sentences are written by have faults: `problems` names each with file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Preview:
    """What the paper will say, and what it will be without."""

    sections: tuple[Section, ...]
    lacking: tuple[str, ...]


def preview(release: Release, order: Order, mark: str) -> Preview:
    """The sentences and gaps of a paper. Raises Unwritable, WrongTotal.

    `mark`, that of `files_mark`, is not looked at: with it an answer is remembered for one state of the files.
    """
    matter = _matter(release, order)
    gaps = (*lacking(matter, order.unit if order.what == SHEETS else ALL), *_newer(release, order))
    if order.what == SHEETS:
        return Preview((), gaps)
    return Preview(tuple(compose(_headings(release, order), find(matter), Codes())), gaps)


def make(release: Release, order: Order, tell: Tell = quiet) -> Made:
    """The paper. Raises Unwritable, results.WrongTotal, and KeyError for a commune that is none of the period."""
    tell("Tính các chỉ tiêu")
    matter = _matter(release, order)
    if order.what == SHEETS:
        return sheets(matter, _units(matter, order.unit), order.link, tell)
    write = summary if order.what == SUMMARY else report
    made = write(matter, _headings(release, order), order.link, tell)
    return Made(made.content, [*made.lacking, *_newer(release, order)])


def files_mark(workspace: Path) -> str:
    """Changes when one of the files changes that papers are written by."""
    names = (adding.FILE, sentences.FILE, sentences.SUMMARY)
    paths = [folder / name for folder in (workspace / "report", sentences.HOME) for name in names]
    return " ".join(f"{path.stat().st_mtime_ns}.{path.stat().st_size}" if path.is_file() else "-" for path in paths)


def _matter(release: Release, order: Order) -> Matter:
    summed, problems = adding.summed(release, words.home_of(release))
    if problems:
        raise Unwritable(problems)
    release = release.at(order.level)
    found = spans(release, order.series, order.period)
    span = found.get(order.kind, found[ONE])
    return gather(release, order.series, span, summed, date.fromisoformat(order.day))


def _newer(release: Release, order: Order) -> list[str]:
    return [] if order.what == SHEETS else words.told(release)


def _headings(release: Release, order: Order) -> list[sentences.Heading]:
    name = sentences.SUMMARY if order.what == SUMMARY else sentences.FILE
    headings, problems = sentences.read(words.home_of(release), name, PICTURES, TABLES)
    if problems:
        raise Unwritable(problems)
    return headings


def _units(matter: Matter, unit: str) -> list[str]:
    """The one asked for, or all, the most urgent to visit first."""
    if unit != ALL:
        return [unit]
    return list(visit_first(matter.release, matter.series, matter.span.period, matter.as_of)["unit"])
