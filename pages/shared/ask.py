"""The only cache: an answer is kept by release, question and choices, and so never goes stale."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

from dx_metrics.store import Release

T = TypeVar("T")
KEPT = 512
"""Answers kept for all visitors together; a page of the shipped workspace needs about ten."""


@lru_cache(maxsize=KEPT)
def _answer(question: Callable[..., Any], release: Release, choices: tuple[Any, ...]) -> Any:
    return question(release, *choices)


def ask(question: Callable[..., T], release: Release, *choices: Any) -> T:
    """What `question(release, *choices)` answers. Shared by every visitor: read it, never change it."""
    return cast(T, _answer(question, release, choices))
