"""A chart's figure as a still SVG, drawn without a browser: light page, first view, report, link preview."""

from dx_metrics.charts.svg.plot import plot

__all__ = ["plot"]
