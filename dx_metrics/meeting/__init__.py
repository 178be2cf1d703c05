"""The meeting: a sequence of slides with a pinned release, who is shown which, and what is agreed on the spot."""
