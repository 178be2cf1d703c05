"""Every exhibit by its name, so that a page, a download and a report ask for the same one."""

from collections.abc import Callable

from dx_metrics.charts import comparison, distribution, heat, history, map, moves, ranking, register, targets, unit
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.store import Release
from dx_metrics.view import View

EXHIBITS: dict[str, Callable[[Release, View], Exhibit]] = {
    "xep-hang": ranking.ranking,
    "ban-do": map.map_,
    "tang-giam": moves.moves,
    "xa-muc-tieu": targets.farthest,
    "so-muc-tieu": targets.against_target,
    "dien-bien": history.by_period,
    "bang-nhiet": heat.heat,
    "phan-bo": distribution.distribution,
    "so-sanh": comparison.comparison,
    "lich-su": history.history,
    "chi-tieu-xa": unit.indicators,
    "tuong-tu": unit.alike,
    "danh-muc": register.indicators,
    "bao-cao": register.reports,
}
