"""Chinese script, numerals and dates, read without losing the place of a character."""
