"""Counts from metrics, shows from ledger and records, decides; never imports work."""
