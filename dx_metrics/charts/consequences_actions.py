"""What publishing does to actions: states that flip, points that are confirmed."""

import pandas as pd

from dx_metrics.charts.consequences_words import flipped
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.grouped import grouped
from dx_metrics.follow_up.status import MARKS, WORDS
from dx_metrics.wording import absent, number


def actions(table: pd.DataFrame, caption: str) -> Exhibit:
    """The actions of `follow_up.flips`, before and after."""
    shown = pd.DataFrame(
        {
            "Việc": table["code"] + ". " + table["title"],
            "Đơn vị": table["unit_name"],
            "Chủ trì": table["owner"],
            "Trước": table["status_before"].map(_state),
            "Sau": table["status_after"].map(_state),
            "Điểm xác nhận trước": table["won_before"].map(_points),
            "Điểm xác nhận sau": table["won_after"].map(_points),
        }
    )
    return Exhibit(
        name="viec-doi",
        title=flipped(table),
        words=" ".join(f"{row[0]} ({row[1]}): {row[3]} → {row[4]}, {row[5]} → {row[6]} điểm." for row in shown.values),
        caption=caption,
        table=shown,
        drawing=grouped([("Việc phải làm", shown)], list(shown.columns), opened=1),
    )


def _state(code: object) -> str:
    return "–" if absent(code) else f"{MARKS[str(code)]} {WORDS[str(code)]}"


def _points(points: float) -> str:
    return number(points, 2).replace("-", "−")
