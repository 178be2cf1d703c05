"""Measures the dashboard beside the least that Streamlit itself can do; only ratios within one run count."""
