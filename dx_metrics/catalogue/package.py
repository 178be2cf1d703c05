"""`datapackage.json`: where the tables lie and what the workspace asks of them."""

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dx_metrics.catalogue.model import MODEL, Column, Link
from dx_metrics.catalogue.schema import read_schema
from dx_metrics.periods import KINDS
from dx_metrics.problems import Problem

FILE = "datapackage.json"
PAPER = ("parent", "agency", "code", "place", "signer", "keeper")
"""Optional words on whose paper a report is: cơ quan chủ quản, cơ quan ban hành, chữ viết tắt sau số, địa danh,
chức vụ người ký, nơi lưu; beside them `recipients`, a list."""
_SEE = "Xem mẫu data/ba_be/datapackage.json."


@dataclass(frozen=True, slots=True)
class Resource:
    """One table: its files relative to the workspace, and its columns, keys and links."""

    table: str
    files: tuple[str, ...]
    columns: tuple[Column, ...]
    declared: frozenset[str]
    keys: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The tables of a workspace, every one of the model exactly once, and its own settings."""

    resources: tuple[Resource, ...]
    dx: dict[str, Any]


def read_package(folder: Path) -> tuple[Package, list[Problem]]:
    """The package of a workspace folder; where it cannot be read, the usual file names are supposed."""
    document, problems = read_json(folder / FILE, FILE)
    listed = _listed(document, problems)
    resources = [_resource(folder, table, listed.get(table), problems) for table in MODEL]
    dx = document.get("dx")
    if document:
        problems += _dx_faults(dx)
    return Package(tuple(resources), dx if isinstance(dx, dict) else {}), problems


def read_json(path: Path, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The object in a JSON file; empty, with the reason, when there is none."""
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}, [Problem("không có tệp này", "Tạo tệp theo mẫu. " + _SEE, file)]
    except OSError as error:
        return {}, [Problem("không mở được tệp", f"Kiểm tra quyền đọc ({error.strerror}).", file)]
    except UnicodeDecodeError:
        return {}, [Problem("tệp không phải mã UTF-8", "Lưu lại tệp với mã UTF-8.", file)]
    except json.JSONDecodeError as error:
        message = f"sai cú pháp JSON ở ký tự thứ {error.colno}"
        return {}, [Problem(message, "Sửa dấu phẩy, ngoặc, nháy.", file, error.lineno)]
    except (ValueError, RecursionError):
        return {}, [Problem("không đọc được JSON", "Sửa lại tệp. " + _SEE, file)]
    if not isinstance(document, dict):
        return {}, [Problem("nội dung phải là một đối tượng JSON { … }", _SEE, file)]
    return document, []


def _listed(document: dict[str, Any], problems: list[Problem]) -> dict[str, dict[str, Any]]:
    entries = document.get("resources", [])
    if not isinstance(entries, list):
        problems.append(_fault("“resources” phải là danh sách", "resources"))
        return {}
    listed: dict[str, dict[str, Any]] = {}
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            problems.append(_fault("mỗi bảng trong “resources” phải có “name”", "resources"))
        elif name in listed:
            problems.append(_fault("bảng khai hai lần", "resources", name))
        else:
            listed[name] = entry
    return listed


def _resource(folder: Path, table: str, entry: dict[str, Any] | None, problems: list[Problem]) -> Resource:
    model, described = MODEL[table], entry or {}
    columns, declared, keys, links, faults = read_schema(table, described.get("schema"))
    problems += faults
    for word, usual in (("encoding", ("utf-8", "utf8")), ("format", ("csv",))):
        if str(described.get(word, usual[0])).lower() not in usual:
            problems.append(_fault(f"chỉ đọc {word} “{usual[0]}”", f"{table}.{word}"))
    dialect = described.get("dialect")
    if dialect and not (isinstance(dialect, dict) and dialect.get("delimiter", ",") == ","):
        problems.append(_fault("chỉ đọc CSV ngăn cách bằng dấu phẩy", f"{table}.dialect"))
    files = _files(folder, table, described.get("path"), problems)
    if not files and model.needed:
        problems.append(Problem("thiếu bảng bắt buộc này", "Tạo tệp theo mẫu. " + _SEE, f"{table}.csv"))
    return Resource(table, files, columns, declared, (model.key, *keys), (*model.links, *links))


def _files(folder: Path, table: str, path: Any, problems: list[Problem]) -> tuple[str, ...]:
    """The files of a table. Observations also take what lies in `observations/` without being listed."""
    listed = [] if path is None else path if isinstance(path, list) else [path]
    files = []
    for name in listed:
        if not isinstance(name, str) or not _inside(name):
            problems.append(_fault("đường dẫn phải nằm trong thư mục này", f"{table}.path", str(name)))
        elif not (folder / name).is_file():
            problems.append(Problem("không có tệp này", f"Đặt tệp vào hoặc xóa khỏi {FILE}.", name))
        else:
            files.append(name)
    found = [folder / f"{table}.csv"]
    if table == "observations":
        found += sorted((folder / table).glob("*.csv"))
    if table == "observations" or not listed:
        files += [file.relative_to(folder).as_posix() for file in found if file.is_file()]
    return tuple(dict.fromkeys(files))


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and not set("\\:\0") & set(name)


def _dx_faults(dx: Any) -> list[Problem]:
    if not isinstance(dx, dict):
        return [_fault("thiếu phần “dx”", "dx")]
    faults = [
        _fault("phải là chữ, không để trống", f"dx.{word}")
        for word in ("place", "unit_word", "series")
        if not isinstance(dx.get(word), str) or not dx[word].strip()
    ]
    if dx.get("period") not in list(KINDS):
        faults.append(_fault("loại kỳ phải là " + ", ".join(KINDS), "dx.period", str(dx.get("period", ""))))
    if not isinstance(dx.get("illustrative"), bool):
        faults.append(_fault("phải ghi true (số liệu minh họa) hoặc false", "dx.illustrative"))
    elif dx["illustrative"] and not dx.get("illustrative_note"):
        faults.append(_fault("số liệu minh họa phải có lời ghi chú", "dx.illustrative_note"))
    return faults + _paper_faults(dx.get("paper", {}))


def _paper_faults(paper: Any) -> list[Problem]:
    """What is wrong with whose paper a report is (`dx.paper`, optional)."""
    if not isinstance(paper, dict):
        return [_fault("phải là một nhóm có các mục của văn bản", "dx.paper")]
    faults = [
        _fault(f"không có mục này; các mục có: {', '.join((*PAPER, 'recipients'))}", f"dx.paper.{word}")
        for word in paper.keys() - {*PAPER, "recipients"}
    ]
    faults += [_fault("phải là chữ", f"dx.paper.{w}") for w in PAPER if not isinstance(paper.get(w, ""), str)]
    recipients = paper.get("recipients", [])
    if not isinstance(recipients, list) or not all(isinstance(line, str) for line in recipients):
        faults.append(_fault("phải là danh sách các dòng chữ", "dx.paper.recipients"))
    return faults


def _fault(message: str, column: str, value: str = "") -> Problem:
    return Problem(message, "Sửa lại. " + _SEE, FILE, column=column, value=value)
