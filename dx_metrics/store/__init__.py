"""Releases: read-only DuckDB files built from a workspace, and the pointer to the one being shown."""

from dx_metrics.store.publish import Outcome, publish
from dx_metrics.store.release import Release, current, open_release, readiness, released

__all__ = ["Outcome", "Release", "current", "open_release", "publish", "readiness", "released"]
