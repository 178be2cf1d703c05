"""The accounts file: who there is, with which role and units. Changed on the command line, read at every click."""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dx_metrics.access.folder import NAME as FOLDER
from dx_metrics.access.folder import ONLY_US, access_folder
from dx_metrics.access.people import ROLES, Person
from dx_metrics.access.record import record
from dx_metrics.store import durable
from dx_metrics.store.lock import locked
from dx_metrics.store.places import local_root

LOG = logging.getLogger(__name__)
FILE = "accounts.json"
NAMES = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class Refused(Exception):
    """Why an account cannot be changed so, in a sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person. Whoever holds a session with another `stamp` has been signed out.

    `password` is an argon2id hash, or "" for somebody who comes through the identity provider,
    where `subject` or a proved `email` tells who it is.
    """

    name: str
    full_name: str
    role: str
    units: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    email: str = ""
    subject: str = ""
    stamp: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)

    @property
    def person(self) -> Person:
        return Person(self.name, self.full_name, self.role, self.units)


@dataclass(frozen=True)
class Book:
    """The file as read. `ended`: sessions signed out of, by when they would have ended anyway (epoch seconds).

    `strangers`: stamps of people whom only the identity provider knows, by subject.
    """

    people: Mapping[str, Account] = field(default_factory=dict)
    ended: Mapping[str, float] = field(default_factory=dict)
    strangers: Mapping[str, str] = field(default_factory=dict)


_kept: tuple[Any, Book] | None = None


def book() -> Book:
    """The accounts as they are now. A damaged file lets nobody in, and is logged; no change is written over it."""
    try:
        return _book()
    except Refused as error:
        LOG.error("%s", error)
        return Book()


def check_readable() -> None:
    """Raises Refused when the accounts file is damaged and lets nobody in."""
    _book()


def find(name: str) -> Account | None:
    """The account of this name, however it was typed."""
    return book().people.get(name.strip().lower())


def find_by_claims(subject: str, email: str) -> Account | None:
    """The account of somebody whom the identity provider knows; pass an e-mail only if it is proved."""
    people = book().people.values()
    by_subject = next((person for person in people if subject and person.subject == subject), None)
    by_email = (person for person in people if email and not person.subject and person.email == email.lower())
    return by_subject or next(by_email, None)


def check_new(name: str) -> None:
    """Raises Refused for a name that no new account can have."""
    if not NAMES.fullmatch(name):
        raise Refused("Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, số, dấu chấm hoặc gạch.")
    if name in book().people:
        raise Refused(f"Đã có tài khoản {name}.")


def add(account: Account, by: str) -> None:
    """A new account. Raises Refused or OSError."""
    check_new(account.name)
    if account.role not in ROLES:
        raise Refused(f"Không có vai trò “{account.role}”: chọn {', '.join(ROLES)}.")
    account = replace(account, email=account.email.lower())

    def added(now: Book) -> Book:
        if account.name in now.people:
            raise Refused(f"Đã có tài khoản {account.name}.")
        for other in now.people.values():
            for mine, theirs in ((account.email, other.email), (account.subject, other.subject)):
                if mine and mine == theirs:
                    raise Refused(f"“{mine}” đã thuộc tài khoản {other.name}.")
        return replace(now, people={**now.people, account.name: account})

    _change("account added", by, added, account=account.name, role=account.role, units=" ".join(account.units))


def change(name: str, action: str, by: str, **new: Any) -> None:
    """Give an account another role, units or password hash. Raises Refused or OSError.

    Rights are looked up at every click; only another password ends the sessions.
    """
    if new.get("role", "xem") not in ROLES:
        raise Refused(f"Không có vai trò “{new['role']}”: chọn {', '.join(ROLES)}.")

    def changed(now: Book) -> Book:
        account = replace(_of(now, name), **new)
        return replace(now, people={**now.people, account.name: account})

    said = {key: " ".join(value) if isinstance(value, tuple) else value for key, value in new.items()}
    if said.pop("password", None):
        new["stamp"] = secrets.token_hex(8)
    _change(action, by, changed, account=name, **said)


def remove(name: str, by: str) -> None:
    """Take an account away; its sessions end. Raises Refused or OSError."""

    def removed(now: Book) -> Book:
        gone = _of(now, name)
        return replace(now, people={key: value for key, value in now.people.items() if key != gone.name})

    _change("account removed", by, removed, account=name)


def sign_out_everywhere(name: str, by: str) -> None:
    """End all sessions of an account. Raises Refused or OSError."""

    def ended(now: Book) -> Book:
        account = replace(_of(now, name), stamp=secrets.token_hex(8))
        return replace(now, people={**now.people, account.name: account})

    _change("signed out everywhere", by, ended, account=name)


def sign_out_stranger(subject: str, by: str) -> None:
    """End all sessions of somebody whom only the identity provider knows. Raises OSError."""
    _change(
        "signed out everywhere",
        by,
        lambda now: replace(now, strangers={**now.strangers, subject: secrets.token_hex(8)}),
        subject=subject,
    )


def end_session(session: str, until: float, by: str) -> None:
    """End one session, wherever its cookie was copied to. Raises OSError."""

    def ended(now: Book) -> Book:
        alive = {key: value for key, value in now.ended.items() if value > time.time()}
        return replace(now, ended={**alive, session: until})

    _change("signed out", by, ended)


def _book() -> Book:
    """Raises Refused for a damaged file."""
    global _kept
    path = local_root() / FOLDER / FILE
    try:
        stat = path.stat()
        mark = (path, stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if _kept and _kept[0] == mark:
            return _kept[1]
        found = _parsed(path.read_bytes())
    except FileNotFoundError:
        return Book()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        # What it says in full may hold a password hash.
        raise Refused(f"Không đọc được tệp tài khoản {FILE} ({type(error).__name__}): phục hồi từ bản sao.") from None
    _kept = (mark, found)
    return found


def _change(action: str, by: str, new: Callable[[Book], Book], **details: str) -> None:
    """One change at a time, written down before it holds."""
    folder = access_folder()
    with locked(folder):
        after = new(_book())
        record(action, by, **details)
        people = {name: {k: v for k, v in asdict(each).items() if k != "name"} for name, each in after.people.items()}
        content = {"people": people, "ended": dict(after.ended), "strangers": dict(after.strangers)}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        durable.write(folder / FILE, text.encode(), mode=ONLY_US)


def _of(now: Book, name: str) -> Account:
    try:
        return now.people[name.strip().lower()]
    except KeyError:
        raise Refused(f"Không có tài khoản {name}.") from None


def _parsed(content: bytes) -> Book:
    written = json.loads(content)
    people = {name: _account(name, **each) for name, each in written["people"].items()}
    return Book(people, dict(written["ended"]), dict(written["strangers"]))


def _account(name: str, *, units: list[str], **texts: str) -> Account:
    if not all(isinstance(text, str) for text in [*units, *texts.values()]):
        raise TypeError("an account is made of texts")
    return Account(name, units=tuple(units), **texts)
