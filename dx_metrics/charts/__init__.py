"""Exhibits: a question's answer as a chart or table with its words. One file an exhibit."""
