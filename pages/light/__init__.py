"""The light page: each view as plain HTML from the server, for weak links, paper and where no script may run."""
