"""Whole numbers out of what addresses and forms say."""

MOST = 2**63 - 1


def number_in(text: str) -> int | None:
    """The whole number that ``text`` writes in plain digits, if it is one that a database can hold; else None.

    ``str.isdigit`` is no test for it: ² is a digit that no number is made of.
    """
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= MOST else None
