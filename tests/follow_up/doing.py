"""A workspace with two actions, people, and their acts on it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up import acts
from dx_metrics.follow_up.rows import row
from dx_metrics.follow_up.sending import send
from tests.tiny import rows, workspace, write

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 0
"""
OFFICE, OTHER = Person("lan", "Lan", "cong_bo"), Person("binh", "Bình", "nap")
COMMUNE = Person("xa", "Xã", "nap", ("01906",))
READER = Person("khach", "Khách", "xem")
ACTION = {
    "unit": "01906",
    "series": "thu",
    "criterion": "DVC01",
    "period": "2022-Q1",
    "title": "Mở điểm hỗ trợ",
    "points_claimed": 4,
    "owner": "UBND xã Khang Ninh",
    "due": date(2022, 6, 30),
    "opened_at": date(2022, 4, 20),
    "opened_by": "Ban Chỉ đạo",
}
AGREED = """
    code | unit  | series | criterion | period  | title          | points_claimed | owner              | due        | opened_at
    V01  | 01906 | thu    | DVC01     | 2022-Q1 | Mở điểm hỗ trợ | 4              | UBND xã Khang Ninh | 2022-06-30 | 2022-04-20
    V02  | 01909 | thu    | DVC01     | 2022-Q1 | Mở điểm hỗ trợ | 4              | UBND xã Nam Mẫu    | 2022-06-30 | 2022-04-20
"""


class Office:
    """A published workspace on which people act; `do` publishes what an act makes, or says why not."""

    def __init__(self, folder: Path, figures: str = FIGURES, registers: str = AGREED, **more: Any) -> None:
        self.workspace = workspace(folder, figures, **more)
        package = json.loads((self.workspace / "datapackage.json").read_text("utf-8"))
        package["resources"] = [{"name": "actions", "path": "follow_up/actions.csv"}]
        (self.workspace / "datapackage.json").write_text(json.dumps(package), "utf-8")
        write(self.workspace / "follow_up" / "actions.csv", rows(registers))
        assert not store.publish(self.workspace).refused

    def do(self, act: Callable[..., store.Change], person: Person, *said: Any, **more: Any) -> store.Outcome:
        return send(lambda release: act(release, person, *said, **more), person, "họp quý", self.workspace)

    @property
    def release(self) -> store.Release:
        found = store.current(self.workspace)
        assert found is not None
        return found

    def opened(self, **more: object) -> str:
        """A new action; its code."""
        self.do(acts.open_action, OFFICE, {**ACTION, **more})
        return str(self.release.rows("select max(code) as code from actions")["code"][0])

    def action(self, code: str = "V01") -> dict[str, str]:
        found = row(self.release, "actions", code=code)
        assert found is not None
        return found
