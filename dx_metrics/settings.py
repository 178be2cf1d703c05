"""How this installation is set up: one TOML file and `DX_*` variables, read again when they change.

docs/operating.md describes each setting. What cannot be understood opens nothing: the last good
settings stay, and where there were none yet, reading takes a sign-in.
"""

import logging
import os
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dx_metrics.problems import Problem

LOG = logging.getLogger(__name__)
LONGEST_SESSION = 12
"""Hours."""
SHORTEST_TOKEN = 20
SECRET = ("client_secret", "metrics_token")


@dataclass(frozen=True, slots=True)
class Oidc:
    """The identity provider of an office (`[oidc]`)."""

    server_metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    title: str = "tài khoản cơ quan"
    prompt: str = "select_account"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    reading: str = "open"
    sign_in: str = "local"
    session_hours: int = LONGEST_SESSION
    secure_cookies: str = "auto"
    allowed_hosts: tuple[str, ...] = ()
    two_persons: bool = False
    keep_releases: int = 20
    max_upload_mb: int = 20
    memory_questions_mb: int = 1000
    memory_publishing_mb: int = 4000
    log: str = "text"
    metrics_token: str = field(default="", repr=False)
    oidc: Oidc | None = None


CLOSED = Settings(reading="sign-in")
WORDS = {"reading": ("open", "sign-in"), "sign_in": ("local", "oidc"), "secure_cookies": ("auto", "always", "never")}
WORDS["log"] = ("text", "json")
WORDS["prompt"] = ("select_account", "login", "consent")
NUMBERS = {"session_hours": (1, LONGEST_SESSION), "keep_releases": (2, 10_000), "max_upload_mb": (1, 200)}
NUMBERS |= {"memory_questions_mb": (100, 1_000_000), "memory_publishing_mb": (500, 1_000_000)}
NAMES = [each.name for each in fields(Settings)]
OIDC_NAMES = [each.name for each in fields(Oidc)]

_lock = threading.Lock()
_read: tuple[Any, Settings, list[Problem]] | None = None
_good: Settings | None = None


def settings_path() -> Path:
    """The file: `DX_SETTINGS`, else `settings.toml` in the local folder. It need not exist."""
    from dx_metrics.store.places import local_root  # here, because the store itself asks for settings

    return Path(os.environ.get("DX_SETTINGS") or local_root() / "settings.toml")


def settings() -> Settings:
    """The settings that hold now. Never raises."""
    return _current()[0]


def faults() -> list[Problem]:
    """What is wrong with the file or the variables; while there is anything, the last good settings hold."""
    return _current()[1]


def _current() -> tuple[Settings, list[Problem]]:
    global _read, _good
    path = settings_path()
    given = {name: value for name, value in os.environ.items() if name.startswith("DX_")}
    try:
        stat = path.stat()
        mark = (path, given, stat.st_mtime_ns, stat.st_size, stat.st_ino)
    except OSError as error:
        mark = (path, given, type(error))
    with _lock:
        if _read and _read[0] == mark:
            return _read[1], _read[2]
        same_place = _read is not None and _read[0][0] == path
        found, problems = load(path, given)
        for problem in problems:
            LOG.warning("%s", problem)
        if problems:
            found = (_good if same_place else None) or CLOSED
        else:
            _good = found
        _read = (mark, found, problems)
        return found, problems


def load(path: Path, given: Mapping[str, str]) -> tuple[Settings, list[Problem]]:
    """The settings of a file (none: defaults) under `DX_*` variables, and what is wrong with them."""
    file = path.name
    try:
        written = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        written = {}
    except (OSError, ValueError) as error:
        return CLOSED, [Problem("không đọc được tệp cài đặt", f"Sửa lại cho đúng dạng TOML ({error}).", file)]
    problems: list[Problem] = []
    oidc = written.pop("oidc", {})
    if not isinstance(oidc, dict):
        problems.append(Problem("[oidc] phải là một nhóm cài đặt", "Ghi [oidc] trên một dòng riêng.", file))
        oidc = {}
    top = _checked(written, [name for name in NAMES if name != "oidc"], file, problems)
    top |= _from_variables([name for name in NAMES if name != "oidc"], "DX_", given, problems)
    provider = {str(k): v for k, v in oidc.items()}
    provider = _checked(provider, OIDC_NAMES, file, problems, prefix="oidc.")
    provider |= _from_variables(OIDC_NAMES, "DX_OIDC_", given, problems)
    made = replace(Settings(), **top)
    if made.sign_in == "oidc":
        lacking = [name for name in OIDC_NAMES if name not in ("title", "prompt") and not provider.get(name)]
        for name in lacking:
            problems.append(Problem("đăng nhập bằng OIDC cần mục này", "Ghi nó trong nhóm [oidc].", file, column=name))
        if not lacking:
            made = replace(made, oidc=Oidc(**provider))
    return made, problems


def _checked(
    written: Mapping[str, Any], names: list[str], file: str, problems: list[Problem], prefix: str = ""
) -> dict[str, Any]:
    """What of a file can be used; the rest becomes problems."""
    good = {}
    for name, value in written.items():
        if name not in names:
            near = get_close_matches(name, names, 1)
            cure = f"Có phải là {near[0]}?" if near else f"Bỏ mục này; các mục có: {', '.join(names)}."
            problems.append(Problem("không có cài đặt này", cure, file, column=f"{prefix}{name}"))
            continue
        wrong = _wrong(name, value)
        if wrong:
            problems.append(Problem(*wrong, file, column=f"{prefix}{name}", value=_shown(name, value)))
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    return good


def _from_variables(names: list[str], prefix: str, given: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """What `DX_*` variables say; an empty one says nothing."""
    said = {name: given[prefix + name.upper()] for name in names if given.get(prefix + name.upper())}
    good = {}
    for name, text in said.items():
        value = _typed(name, text.strip())
        wrong = _wrong(name, value)
        if wrong:
            problems.append(Problem(*wrong, "biến môi trường", column=prefix + name.upper(), value=_shown(name, text)))
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    return good


def _typed(name: str, text: str) -> Any:
    if name in NUMBERS:
        return int(text) if text.isascii() and text.isdigit() else text
    if name == "two_persons":
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
    if name == "allowed_hosts":
        return [host.strip() for host in text.split(",") if host.strip()]
    return text


def _wrong(name: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a value and how to mend it; None when nothing is."""
    if name in WORDS:
        return None if value in WORDS[name] else ("giá trị không dùng được", f"Ghi {' hoặc '.join(WORDS[name])}.")
    if name in NUMBERS:
        low, high = NUMBERS[name]
        good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return None if good else ("giá trị không dùng được", f"Ghi một số nguyên từ {low} đến {high}.")
    if name == "two_persons":
        return None if isinstance(value, bool) else ("giá trị không dùng được", "Ghi true hoặc false.")
    if name == "allowed_hosts":
        good = isinstance(value, list) and all(isinstance(host, str) and host.strip() for host in value)
        return None if good else ("giá trị không dùng được", 'Ghi danh sách tên máy, ví dụ ["dx.babe.gov.vn"].')
    if name in ("server_metadata_url", "redirect_uri"):
        good = isinstance(value, str) and value.startswith(("https://", "http://"))
        if good and name == "redirect_uri" and not value.endswith("/oauth2callback"):
            return (
                "địa chỉ quay về phải kết thúc bằng /oauth2callback",
                "Ghi địa chỉ của trang, rồi /oauth2callback.",
            )
        return None if good else ("giá trị không dùng được", "Ghi một địa chỉ bắt đầu bằng https://.")
    if name == "metrics_token":
        good = isinstance(value, str) and len(value) >= SHORTEST_TOKEN and value.isascii() and value.isprintable()
        return None if good else ("mã quá ngắn hoặc có dấu", f"Ghi ít nhất {SHORTEST_TOKEN} chữ không dấu, ngẫu nhiên.")
    return None if isinstance(value, str) and value.strip() else ("giá trị không dùng được", "Ghi một chuỗi chữ.")


def _shown(name: str, value: Any) -> str:
    """A wrong value as a sentence may repeat it: never a secret."""
    return "" if name in SECRET else str(value)[:60]
