"""What pages share: the one cache, choices that live in the URL, and the parts of a page."""
