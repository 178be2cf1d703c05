"""Links that stay true: short addresses of a pinned view, and what changed since they were made."""
