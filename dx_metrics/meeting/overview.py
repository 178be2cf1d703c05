"""The verdict and the headline numbers as an exhibit: its first sentence is the finding."""

import pandas as pd

from dx_metrics.charts import headline
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.store import Release
from dx_metrics.view import View


def overview(release: Release, view: View) -> Exhibit:
    """Sentences as words, the four numbers as table."""
    said = headline.verdict(release, view)
    numbers = headline.numbers(release, view)
    table = pd.DataFrame(
        {
            "Chỉ số": [own["label"] for own in numbers],
            "Giá trị": [own["value"] for own in numbers],
            "So với": [own["note"] for own in numbers],
        }
    )
    return Exhibit("ket-luan-chung", said[0], " ".join(said), caption(release, view, "Kết luận chung"), table)
