"""Questions asked of a release: one file a subject, the SELECT above its function."""
