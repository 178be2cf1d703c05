"""Headings and sentences of a report as a file tells them: what is written, and when."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dx_metrics.briefing.report.adding import line_of
from dx_metrics.briefing.report.names import SCOPES, known
from dx_metrics.problems import Problem
from dx_metrics.store.sources import SHIPPED as HOME

FILE, SUMMARY = "bao-cao.toml", "tom-tat.toml"
NAME = re.compile(r"\{(\+?)(\w*)\}")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
CONDITION = re.compile(r'(khong\s+)?(\w+)(?:\s*(>=|<=|!=|=|>|<)\s*(-?\d+(?:[.,]\d+)?|"[^"]*"|\w+))?')
HEADING_WORDS = {"de", "moi", "khi", "hinh", "bang", "cau"}
SENTENCE_WORDS = {"moi", "khi", "viet", "kieu", "nhieu_nhat"}
MEASURES = ("don_vi_tinh", "don_vi_dem")
"""Names that may be empty: not every figure is counted in something."""
KINDS = ("doan", "gach", "tiep")
"""`doan`: a paragraph of its own; `gach`: one that begins with a dash; `tiep`: goes on in the paragraph before."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`each`: the scope it is written for, `most` times at most; `when`: conditions that must all hold."""

    text: str
    each: str = ""
    when: tuple[str, ...] = ()
    kind: str = "doan"
    most: int = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its sentences, pictures and tables by name."""

    text: str
    each: str
    when: tuple[str, ...]
    pictures: tuple[str, ...]
    tables: tuple[str, ...]
    sentences: tuple[Sentence, ...]


def read(
    workspace: Path, name: str, pictures: Mapping[str, Any], tables: Mapping[str, Any]
) -> tuple[list[Heading], list[Problem]]:
    """The headings of the workspace's own file, else of the one that ships; every fault with its line."""
    own = workspace / "report" / name
    path = own if own.is_file() else HOME / name
    try:
        text = path.read_text("utf-8-sig")
        written = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem(f"không đọc được tệp ({error})", "Lưu lại tệp với mã UTF-8.", name)]
    except tomllib.TOMLDecodeError as error:
        return [], [Problem(f"sai cú pháp TOML ({error})", "Sửa lại ngoặc, nháy, dấu phẩy.", name)]
    return _Reader(name, text, set(pictures), set(tables)).headings(written)


class _Reader:
    """Reads one file; keeps the place in its text so that a fault is told with its line."""

    def __init__(self, file: str, text: str, pictures: set[str], tables: set[str]) -> None:
        self.file, self.text, self.pictures, self.tables = file, text, pictures, tables
        self.at = 0
        self.problems: list[Problem] = []

    def headings(self, written: Mapping[str, Any]) -> tuple[list[Heading], list[Problem]]:
        for word in written.keys() - {"muc"}:
            self.fault("không có mục này ở đầu tệp", "Mỗi đề mục bắt đầu bằng [[muc]].", word)
        found = []
        listed = written.get("muc", [])
        for entry in listed if isinstance(listed, list) else []:
            self.go_to("[[muc]]")
            if isinstance(entry, dict):
                found.append(self.heading(entry))
        if not found:
            self.fault("tệp không có đề mục nào", "Thêm ít nhất một [[muc]].", "")
        return ([] if self.problems else found), self.problems

    def heading(self, entry: Mapping[str, Any]) -> Heading:
        self.words(entry, HEADING_WORDS)
        each = self.scope(entry)
        text = self.letters(entry, "de", needed=False)
        self.names(text, known(each))
        when = self.conditions(entry, known(each))
        pictures = self.listed(entry, "hinh", self.pictures)
        tables = self.listed(entry, "bang", self.tables)
        sentences = []
        for sentence in entry.get("cau", []) if isinstance(entry.get("cau", []), list) else []:
            self.go_to("[[muc.cau]]")
            if isinstance(sentence, dict):
                sentences.append(self.sentence(sentence, each))
        return Heading(text, each, when, pictures, tables, tuple(sentences))

    def sentence(self, entry: Mapping[str, Any], under: str) -> Sentence:
        self.words(entry, SENTENCE_WORDS)
        each = self.scope(entry)
        names = known(each, under)
        text = self.letters(entry, "viet")
        self.names(text, names)
        kind = entry.get("kieu", "doan")
        if kind not in KINDS:
            self.fault("kiểu câu không có", f"Ghi một trong: {', '.join(KINDS)}.", str(kind))
        most = entry.get("nhieu_nhat", 1000)
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            self.fault("“nhieu_nhat” phải là số nguyên dương", "Ghi ví dụ nhieu_nhat = 5.", str(most))
            most = 1
        return Sentence(text, each, self.conditions(entry, names), str(kind), most)

    def go_to(self, mark: str) -> None:
        at = self.text.find(mark, self.at)
        self.at = self.at if at < 0 else at + 1

    def fault(self, message: str, cure: str, value: str) -> None:
        row = line_of(self.text, value, self.at) if value else line_of(self.text, "[[", max(0, self.at - 2))
        self.problems.append(Problem(message, cure, self.file, row, value=value))

    def words(self, entry: Mapping[str, Any], allowed: set[str]) -> None:
        for word in entry.keys() - allowed:
            self.fault("không có mục này", f"Các mục có: {', '.join(sorted(allowed))}.", word)

    def scope(self, entry: Mapping[str, Any]) -> str:
        each = entry.get("moi", "")
        if each not in SCOPES:
            self.fault("“moi” không có", f"Ghi một trong: {', '.join(filter(None, SCOPES))}.", str(each))
            return ""
        return str(each)

    def letters(self, entry: Mapping[str, Any], word: str, *, needed: bool = True) -> str:
        value = entry.get(word, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(f"thiếu “{word}”", f'Ghi {word} = "…".', "")
            return ""
        return value

    def names(self, text: str, allowed: set[str]) -> None:
        for match in NAME.finditer(text):
            if match[2] not in allowed:
                self.fault("không có tên này ở đây", "Xem các tên bằng `report --names`.", match.group())
        if set(NAME.sub("", text)) & set("{}"):
            self.fault("ngoặc nhọn không thành cặp", "Viết {ten} cho mỗi số, không để ngoặc lẻ.", "")

    def conditions(self, entry: Mapping[str, Any], allowed: set[str]) -> tuple[str, ...]:
        value = entry.get("khi", [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            self.fault("“khi” phải là một hay nhiều điều kiện", 'Ghi khi = ["so_giam > 0"].', "khi")
            return ()
        for condition in listed:
            match = CONDITION.fullmatch(condition.strip())
            if match is None or (match[1] and match[3]):
                cure = 'Viết như: so_giam > 0, ma = "DVC01", dat, khong dat.'
                self.fault("không hiểu điều kiện", cure, condition)
                continue
            other = match[4] or ""
            named = [match[2], other] if is_name(other) else [match[2]]
            for name in named:
                if name not in allowed:
                    self.fault("không có tên này ở đây", "Xem các tên bằng `report --names`.", name)
        return tuple(each.strip() for each in listed)

    def listed(self, entry: Mapping[str, Any], word: str, allowed: set[str]) -> tuple[str, ...]:
        value = entry.get(word, [])
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list):
            names = []
            self.fault(f"“{word}” phải là danh sách", f'Ghi {word} = ["…"].', word)
        for name in names:
            if name not in allowed:
                self.fault("không có tên này", f"Có: {', '.join(sorted(allowed))}.", str(name))
        return tuple(str(name) for name in names)


def is_name(other: str) -> bool:
    """Whether the right side of a condition is a name, and neither a number, letters in quotes nor nothing."""
    return bool(other) and not other.startswith('"') and not NUMBER.fullmatch(other)
