"""A supplementary notice changes a running campaign (R1-28): compared, decided, adopted, sent to the units it concerns."""
