"""One row per thing with a page, its words and its files."""
