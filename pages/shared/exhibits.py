"""Every exhibit by its name, so that a page, a download and a report ask for the same one."""

from collections.abc import Callable

from dx_metrics.charts import (
    change,
    comparison,
    distribution,
    framework,
    heat,
    history,
    lost,
    lost_unit,
    map,
    moves,
    quality,
    quality_ranks,
    quality_shares,
    ranking,
    register,
    targets,
    unit,
)
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
    "diem-mat": lost.by_criterion,
    "diem-mat-theo-xa": lost.by_unit,
    "diem-mat-xa": lost_unit.waterfall,
    "so-diem-mat": lost_unit.ledger,
    "vi-sao-doi": change.change,
    "bo-chi-so": framework.tree,
    "so-phien-ban": framework.versions,
    "do-phu": quality.coverage,
    "tuong-quan": quality.correlation,
    "on-dinh": quality_ranks.stability,
    "trong-so": quality_ranks.weights,
    "it-phieu": quality_shares.few_cases,
}
