"""Plain HTTP beside the pages: health, static files, headers, downloads."""
