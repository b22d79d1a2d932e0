"""Figures derived from the ledger: declared in `catalogue`, counted in `recount`, kept in `derive`, read in `reading`."""
