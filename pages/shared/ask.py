"""The only cache: an answer is kept by release, question and choices, and so never goes stale."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from dx_metrics.store import Release

T = TypeVar("T")
KEPT = 256
"""Answers kept of each release for all visitors together; a page of the shipped workspace needs about ten."""

_lock = threading.Lock()


def ask(question: Callable[..., T], release: Release, *choices: Any) -> T:
    """What `question(release, *choices)` answers. Shared by every visitor: read it, never change it.

    Answers go with their release, so that whoever publishes often does not fill the memory.
    """
    key, answers = (question, choices), release.finished
    with _lock:
        if key in answers:
            answers.move_to_end(key)
            return answers[key]
    answer = question(release, *choices)
    with _lock:
        answers[key] = answer
        if len(answers) > KEPT:
            answers.popitem(last=False)
    return answer
