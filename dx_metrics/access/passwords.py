"""Passwords: what is good enough, and argon2id hashes of them, made one at a time."""

import re
import secrets
import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 12, 256
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
WAITING = 8
"""Sign-ins that may wait for their hash; whoever comes then is told to try again."""
COMMON = re.compile(
    r"mat ?khau|passw[o0]rd|passwd|pass|admin|quan ?tri|qwerty|uiop|asdf|zxcv|qaz|wsx|edc|rfv|tgb|zaq|xsw|cde"
    r"|q1w2|e3r4|t5y6|1q2w|3e4r|5t6y|abcd?|love|welcome|letmein|viet ?nam|ha ?noi|babe|ba be|xin ?chao|\d{4,}|(.)\1{2,}"
)
"""What everybody tries first; a good password has eight characters beside these."""

_one = threading.Lock()
_queue = threading.BoundedSemaphore(WAITING)


class Busy(Exception):
    """Too many are signing in at this moment."""


def weakness(password: str, name: str) -> str | None:
    """Why this password of this person cannot be taken, in a sentence; None when it can."""
    text = _composed(password)
    if len(text) < SHORTEST:
        return f"Mật khẩu cần ít nhất {SHORTEST} ký tự; một câu dài dễ nhớ là tốt nhất."
    if len(text) > LONGEST:
        return f"Mật khẩu dài quá {LONGEST} ký tự."
    rest = COMMON.sub("", _folded(text).replace(_folded(name), ""))
    if len(rest) < 8 or len(set(rest)) < 5:
        return "Mật khẩu này dễ đoán: tránh tên đăng nhập, dãy số, chữ lặp và các từ hay dùng."
    return None


def hashed(password: str) -> str:
    """The hash to keep. Raises Busy."""
    with _turn():
        return HASHER.hash(_composed(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one whose hash was kept; takes as long when there is none. Raises Busy."""
    with _turn():
        try:
            return HASHER.verify(kept or _nobody(), _composed(password)) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


class _turn:
    """One hash at a time keeps memory at 64 MB and a core free for readers; few may wait."""

    def __enter__(self) -> None:
        if not _queue.acquire(blocking=False):
            raise Busy
        _one.acquire()

    def __exit__(self, *_: object) -> None:
        _one.release()
        _queue.release()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash of a password that nobody knows, to be compared with when there is no such account."""
    return HASHER.hash(secrets.token_hex())


def _composed(text: str) -> str:
    """The same text from every keyboard."""
    return unicodedata.normalize("NFKC", text)


def _folded(text: str) -> str:
    """Small letters without diacritics."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))
