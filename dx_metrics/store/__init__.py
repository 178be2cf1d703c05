"""Releases: read-only DuckDB files built from a workspace and its uploads, and the journal of all that was done."""

from dx_metrics.store.acts import ReleaseInfo, Upload, history, uploads
from dx_metrics.store.candidate import Candidate, prepare
from dx_metrics.store.change import Change, Part
from dx_metrics.store.journal import Outdated
from dx_metrics.store.publish import Outcome, publish, publish_change, rollback, withdraw
from dx_metrics.store.recovery import recover
from dx_metrics.store.release import Release, current, open_release, readiness, released

__all__ = [
    "Candidate",
    "Change",
    "Outcome",
    "Outdated",
    "Part",
    "Release",
    "ReleaseInfo",
    "Upload",
    "current",
    "history",
    "open_release",
    "prepare",
    "publish",
    "publish_change",
    "readiness",
    "recover",
    "released",
    "rollback",
    "uploads",
    "withdraw",
]
