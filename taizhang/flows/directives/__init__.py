"""Directives from above and the units' tasks that carry them out, joined over notices, documents, plans and meetings (R3-07)."""
