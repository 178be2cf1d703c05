"""A whole index in one archive: framework.csv, datapackage.json and what stands beside them."""

import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dx_metrics.intake import limits
from dx_metrics.intake.kinds import broken, too_much
from dx_metrics.intake.reading import read
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Remark
from dx_metrics.intake.tables_sent import as_csv
from dx_metrics.problems import Problem
from dx_metrics.scoring import read_framework
from dx_metrics.scoring.assessed import FILE as ASSESSMENTS
from dx_metrics.scoring.criterion import FILE as CRITERIA
from dx_metrics.scoring.inputs import FILE as INPUTS
from dx_metrics.scoring.settings import FILE as PACKAGE
from dx_metrics.store.change import Part
from dx_metrics.wording import slug

FOLDER = "framework_folder"
BESIDE = {CRITERIA, PACKAGE, INPUTS, ASSESSMENTS}
"""Files of the folder of an index; others in an archive are left out, and that is said."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError)


def is_folder(content: bytes) -> bool:
    """Whether this is an archive that holds a framework.csv."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(_path(member).name == CRITERIA for member in archive.infolist())
    except _DAMAGE:
        return False


def packed(files: Mapping[str, bytes]) -> tuple[str, bytes] | None:
    """Files sent one by one as an archive, and its name; None when they are not the folder of an index."""
    if not {CRITERIA, PACKAGE} <= files.keys():
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(BESIDE & files.keys()):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return f"{_id(_named(files[PACKAGE]) or 'bo-chi-so')}.zip", out.getvalue()


def framework_parts(file: str, content: bytes, names: Iterable[str]) -> tuple[list[Part], list[Remark]]:
    """What to publish of an archive of one or more indices, each read and checked as a whole.

    An index is called as its folder; without one, as its datapackage.json or the archive says. `names` are the
    register's, to find the encoding of its tables. No parts when a remark is of level `must_fix`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found, remarks = _members(archive, len(content))
    except _DAMAGE:
        return [], [broken()]
    parts: list[Part] = []
    known = tuple(names)
    for home, files in _homes(found, file).items():
        own, faults = _checked(home, files, known)
        parts += own
        remarks += faults
    if not parts and not remarks:
        remarks = [Remark(MUST_FIX, "no-framework", "tệp nén không có framework.csv", "Nén cả thư mục của bộ chỉ số.")]
    return ([] if any(remark.level == MUST_FIX for remark in remarks) else parts), remarks


def _members(archive: zipfile.ZipFile, size: int) -> tuple[dict[PurePosixPath, bytes], list[Remark]]:
    """What an archive holds of indices, by path; what it holds besides is said."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    unpacked = sum(member.file_size for member in members)
    within = unpacked <= max(limits.RATIO_FREE_BYTES, limits.UNPACKED_RATIO * size)
    if len(members) > limits.MEMBERS or unpacked > limits.UNPACKED_BYTES or not within:
        return {}, [too_much()]
    paths = {_path(member): member for member in members}
    homes = {path.parent for path in paths if path.name == CRITERIA}
    own = {path: member for path, member in paths.items() if path.parent in homes and path.name in BESIDE}
    beside = [str(path) for path in paths if path not in own and not path.name.startswith(".")]
    beside = [name for name in beside if not name.startswith("__MACOSX")]
    remarks = [
        Remark(FIXED, "left-out", f"{name[:200]} không phải tệp của bộ chỉ số, không nạp", "Không phải làm gì.")
        for name in beside[: limits.REMARKS]
    ]
    return {path: archive.read(member) for path, member in own.items()}, remarks


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))  # as some programs of Windows write it


def _homes(found: Mapping[PurePosixPath, bytes], file: str) -> dict[str, dict[str, bytes]]:
    """The files of each index by its id. Two folders of one name are one index: the later file counts."""
    homes: dict[str, dict[str, bytes]] = {}
    for path in sorted(found):
        home = path.parent
        name = home.name if home.name not in ("", "..") else _named(found.get(home / PACKAGE, b""))
        homes.setdefault(_id(name or PurePosixPath(file).stem), {})[path.name] = found[path]
    return homes


def _id(name: str) -> str:
    return slug(name, "_")[:60] or "bo_chi_so"


def _named(package: bytes) -> str:
    try:
        found = json.loads(package.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ""
    return str(found.get("name") or "") if isinstance(found, dict) else ""


def _checked(home: str, files: Mapping[str, bytes], names: tuple[str, ...]) -> tuple[list[Part], list[Remark]]:
    """The index as the workspace will hold it, laid out aside and read by the engine itself."""
    parts: list[Part] = []
    remarks: list[Remark] = []
    for name, content in files.items():
        if name != PACKAGE:
            reading = read(name, content, names)
            sheet = next((sheet for sheet in reading.sheets if any(sheet.rows)), None)
            blocked = [remark for remark in reading.remarks if remark.level == MUST_FIX]
            if blocked or sheet is None:
                remarks += [_placed(remark, f"{home}/{name}") for remark in blocked]
                continue
            content = as_csv(sheet, numbered=False)
        parts.append(Part(f"frameworks/{home}/{name}", "file", content))
    if remarks:
        return [], remarks
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / home
        folder.mkdir()
        for part in parts:
            (folder / PurePosixPath(part.target).name).write_bytes(part.content)
        _, problems = read_framework(folder)
    return parts, [_remark(problem, home) for problem in problems]


def _placed(remark: Remark, place: str) -> Remark:
    return replace(remark, message=f"{place}: {remark.message}")


def _remark(problem: Problem, home: str) -> Remark:
    level = MUST_FIX if problem.level == "error" else CONFIRM
    said = f"{home}/{problem.file or CRITERIA}: {problem.message}"
    return Remark(level, "framework", said, problem.cure, "", problem.row, problem.column, problem.value)
