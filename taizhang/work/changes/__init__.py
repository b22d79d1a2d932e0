"""What changes a running campaign: proposed from a supplementary notice, decided, adopted, kept as a log."""
