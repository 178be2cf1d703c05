"""What is said of a file while it is read: remarks, and questions with the answers that were given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dx_metrics.intake.grouping import said_rows
from dx_metrics.intake.remark import FIXED, MUST_FIX, Question, Remark


@dataclass
class Notes:
    """Collects remarks and questions of one file; the same thing said twice is kept once."""

    answers: Mapping[str, str] = field(default_factory=dict)
    _remarks: dict[Remark, None] = field(default_factory=dict)
    _questions: dict[str, Question] = field(default_factory=dict)

    @property
    def remarks(self) -> list[Remark]:
        """Everything remarked, in the order in which it was found."""
        return list(self._remarks)

    @property
    def questions(self) -> list[Question]:
        """What was asked and has no answer yet."""
        return list(self._questions.values())

    @property
    def blocked(self) -> bool:
        """Whether something must be mended in the file."""
        return any(remark.level == MUST_FIX for remark in self._remarks)

    def say(self, *remarks: Remark) -> None:
        """Keep these remarks."""
        self._remarks.update(dict.fromkeys(remarks))

    def ask(self, question: Question, also: Iterable[str] = ()) -> str:
        """The answer to a question; "" where there is none yet, and then it is kept to be asked.

        An answer that is none of the options counts as none, unless it is one of `also` or nothing was offered.
        """
        answer = str(self.answers.get(question.id, "")).strip()
        if answer and (answer in question.options or answer in set(also) or not question.options):
            return answer
        self._questions.setdefault(question.id, question)
        return ""

    def fixed(self, code: str, message: str, sheet: str = "", rows: Iterable[int] = (), column: str = "") -> None:
        """Say once that rows of a sheet were put right or left out for one and the same reason."""
        numbers = list(rows)
        cure = "Không phải làm gì nếu đúng."
        first = numbers[0] if numbers else None
        where = f": {said_rows(numbers)}" if len(numbers) > 1 else ""
        self.say(Remark(FIXED, code, f"{message}{where}", cure, sheet, first, column))


def placed(remark: Remark, sheet: str, row: int | None, column: str) -> Remark:
    """The remark at its place in the officer's file."""
    return replace(remark, sheet=sheet, row=row, column=column)
