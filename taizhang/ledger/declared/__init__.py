"""Every kind of fact, one file a context; `ledger/kinds.py` puts them on one list."""
