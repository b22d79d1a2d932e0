"""The one append-only ledger: what it knows stands in `kinds`, how it is written in `posting`, how it is read in `reading`."""
