"""How long a text is, as people who set a length count it: without spaces and punctuation."""

import unicodedata


def count_characters(text: str) -> int:
    """Letters and digits of a text, a Chinese character counting one; spaces, punctuation and symbols count nothing."""
    return sum(unicodedata.category(one)[0] in "LN" for one in text)
