"""The office's report as a `.docx` in the prescribed form, its sentences written from findings by rules in files."""
