"""A person at the pages of learning."""

from tests import visitor


class Visitor(visitor.Visitor):
    """Addresses are named within learning."""

    space = "learning:"
