"""Answers are kept with their release, and go with it."""

import gc
import weakref

from dx_metrics.store import Release
from pages.shared.ask import BYTES, KEPT, ask


def release(id: str) -> Release:
    return Release(id, {}, None)


def test_a_question_is_asked_once_a_release():
    asked = []

    def question(of: Release, choice: str) -> str:
        asked.append((of.id, choice))
        return choice.upper()

    first, second = release("r1"), release("r2")
    assert [ask(question, first, "a"), ask(question, first, "a"), ask(question, second, "a")] == ["A", "A", "A"]
    assert asked == [("r1", "a"), ("r2", "a")]


def test_a_release_that_nobody_holds_is_forgotten_even_when_an_answer_refers_to_it():
    held = release("r1")
    ask(lambda of: [of], held)
    gone = weakref.ref(held)
    del held
    gc.collect()
    assert gone() is None


def test_the_oldest_answer_makes_room():
    held = release("r1")
    for n in range(KEPT + 5):
        ask(lambda of, n: n, held, n)
    assert len(held.finished) <= KEPT


def test_few_answers_that_weigh_much_make_room_too():
    held = release("r1")
    for n in range(5):
        ask(lambda of, n: b"x" * (BYTES // 2), held, n)
    assert len(held.finished) == 2


def test_levels_together_weigh_no_more_than_the_whole():
    level = Release("r1", {}, None, "A")
    for n in range(3):
        ask(lambda of, n: b"x" * (BYTES // 10), level, n)
    assert len(level.finished) == 1
