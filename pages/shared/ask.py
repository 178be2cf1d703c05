"""The only cache: an answer is kept by release, question and choices, and so never goes stale."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.store import Release

T = TypeVar("T")
KEPT, BYTES = 256, 200_000_000
"""Answers kept of each release for all visitors together, and what they may weigh, roughly; a page of the shipped
workspace needs about ten."""
CELL = 50
"""Bytes that a cell of a table weighs, more or less."""

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
        held = sum(map(weight, answers.values()))
        while len(answers) > KEPT or (held > BYTES * release.share and len(answers) > 1):
            held -= weight(answers.popitem(last=False)[1])
    return answer


def weight(answer: Any) -> int:
    """Roughly the bytes of an answer: of a table, an exhibit, or what is sent to browsers."""
    if isinstance(answer, pd.DataFrame):
        return CELL * answer.size
    if isinstance(answer, Exhibit):
        return CELL * answer.table.size + len(answer.drawing)
    return len(answer) if isinstance(answer, bytes | str) else CELL
