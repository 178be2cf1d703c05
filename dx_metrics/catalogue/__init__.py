"""The workspace: a data package read, checked as a whole and staged into DuckDB."""

from dx_metrics.catalogue.stage import check, stage

__all__ = ["check", "stage"]
