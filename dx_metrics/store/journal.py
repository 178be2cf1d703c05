"""What was done, by whom, when and why: one line each, appended for ever, each sealed by the line before.

A line is a JSON object that ends in its own SHA-256; `prev` is the hash of the line before it. Order
is by `seq`: the clock is only shown. `journal.last` holds the last line once more, so that damage to
it is told from a write that never ended.
"""

import contextlib
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dx_metrics.store import durable
from dx_metrics.store.lock import locked
from dx_metrics.store.places import local_folder, workspace_folder

FILE, LAST = "journal.jsonl", "journal.last"
START = "0" * 64
_SEAL = re.compile(rb'^(\{.*), "hash": "([0-9a-f]{64})"\}$', re.DOTALL)


class Outdated(Exception):
    """Somebody else published between the look and the act."""

    def __init__(self, seq: int) -> None:
        super().__init__("Người khác vừa công bố: xem lại thay đổi trên bản mới rồi công bố.")
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `at` is UTC, ISO 8601; `details` belongs to the action."""

    seq: int
    at: str
    who: str
    action: str
    why: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """The journal as read: its whole entries, the hash that the next line goes on from, what is wrong."""

    entries: tuple[Entry, ...]
    hash: str
    size: int
    faults: tuple[str, ...]
    lost_tail: bytes = b""


def append(
    action: str,
    who: str,
    *,
    why: str = "",
    details: Mapping[str, Any] | None = None,
    expect: int | None = None,
    workspace: Path | None = None,
) -> Entry:
    """Write one entry down; when this returns it survives a power cut.

    Raises Outdated when `expect` is not the last `seq`, and OSError, with nothing written, when the
    disk refuses.
    """
    folder = local_folder(workspace or workspace_folder())
    with locked(folder):
        book = mend(folder)
        last = book.entries[-1].seq if book.entries else 0
        if expect is not None and expect != last:
            raise Outdated(last)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Entry(last + 1, now, clean(who), clean(action), clean(why), dict(details or {}))
        _write(folder, _line(entry, book.hash), book.size)
        return entry


def entries(workspace: Path | None = None) -> list[Entry]:
    """All whole entries, oldest first. A damaged line is left out; `verify` names it."""
    return list(read(local_folder(workspace or workspace_folder())).entries)


def last_seq(workspace: Path | None = None) -> int:
    """The number of the newest entry; 0 before the first."""
    known = entries(workspace)
    return known[-1].seq if known else 0


def clean(text: str) -> str:
    """Text as it may stand in the journal: one line, composed, without control or direction characters."""
    composed = unicodedata.normalize("NFC", text).replace("\n", " ")
    return "".join(c for c in composed if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


_read: dict[Path, tuple[tuple[int, int, int], Book]] = {}


def read(folder: Path, *, fresh: bool = False) -> Book:
    """The journal of a local folder with every fault in it; remembered until its file changes.

    `fresh` reads the bytes whatever is remembered.
    """
    path = folder / FILE
    try:
        state = path.stat()
        mark = (state.st_size, state.st_mtime_ns, state.st_ino)
        kept = _read.get(path)
        if kept and kept[0] == mark and not fresh:
            return kept[1]
        book = _book(path.read_bytes(), _last(folder))
    except FileNotFoundError:
        return _book(b"", _last(folder))
    _read[path] = (mark, book)
    return book


def mend(folder: Path) -> Book:
    """Under the lock: cut off a write that never ended, or put back a last line that was damaged since."""
    book = read(folder)
    if not book.lost_tail:
        return book
    path = folder / FILE
    last = _last(folder)
    with path.open("rb+") as file:
        file.truncate(book.size)
        if last and _sealed(last) and json.loads(last)["prev"] == book.hash:
            file.seek(book.size)
            file.write(last + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _read.pop(path, None)
    return read(folder)


def _book(content: bytes, last: bytes) -> Book:
    found: list[Entry] = []
    faults: list[str] = []
    hash, size = START, 0
    *lines, tail = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        sealed = _sealed(line)
        if sealed is None and number == len(lines) and not tail:
            # The last line is the only one that a write can have left unfinished.
            tail = line
            break
        if sealed is None:
            faults.append(f"nhật ký dòng {number}: hỏng, không khớp mã kiểm tra")
            hash = _follows(lines, number) or hashlib.sha256(line).hexdigest()
        else:
            if sealed["prev"] != hash:
                faults.append(f"nhật ký dòng {number}: không nối tiếp dòng trước (thiếu dòng hoặc bị sửa)")
            hash = _hash(line)
            found.append(_entry(sealed))
        size += len(line) + 1
    copy = _sealed(last) if last else None
    if last and copy is None:
        faults.append("nhật ký: bản sao dòng cuối hỏng")
    if copy and copy["prev"] == hash:
        faults.append("nhật ký: dòng cuối hỏng hoặc bị mất; dùng bản sao của nó")
        found.append(_entry(copy))
        tail = tail or b"\n"
    elif tail:
        faults.append("nhật ký: dòng cuối ghi dở, chưa được xác nhận; bỏ qua")
    return Book(tuple(found), hash, size, tuple(faults), tail)


def _follows(lines: list[bytes], number: int) -> str | None:
    """What the line after a damaged one says that its hash was."""
    after = _sealed(lines[number]) if number < len(lines) else None
    return after["prev"] if after else None


def _line(entry: Entry, prev: str) -> bytes:
    body = {
        "seq": entry.seq,
        "at": entry.at,
        "who": entry.who,
        "action": entry.action,
        "why": entry.why,
        "details": entry.details,
        "prev": prev,
    }
    text = json.dumps(body, ensure_ascii=False).encode()
    return text[:-1] + b', "hash": "' + hashlib.sha256(text).hexdigest().encode() + b'"}'


def _sealed(line: bytes) -> dict[str, Any] | None:
    """The object in a line whose seal holds."""
    found = _SEAL.fullmatch(line)
    if found is None or hashlib.sha256(found[1] + b"}").hexdigest().encode() != found[2]:
        return None
    return json.loads(line)


def _hash(line: bytes) -> str:
    return line[-66:-2].decode()


def _entry(sealed: Mapping[str, Any]) -> Entry:
    return Entry(*(sealed[word] for word in ("seq", "at", "who", "action", "why", "details")))


def _last(folder: Path) -> bytes:
    try:
        return (folder / LAST).read_bytes()
    except FileNotFoundError:
        return b""


def _write(folder: Path, line: bytes, size: int) -> None:
    """The commit point: the line, then its copy. A disk that refuses leaves the journal as it was."""
    path = folder / FILE
    fresh = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.lseek(handle, size, os.SEEK_SET)
        try:
            left = memoryview(line + b"\n")
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            os.fsync(handle)
            raise
    finally:
        os.close(handle)
    if fresh:
        durable.sync_folder(folder)
    with contextlib.suppress(OSError):  # the line itself is safe; the next one brings its copy
        durable.write(folder / LAST, line)
