"""Which records serve which list item, goal or activity: one small fragment that every record's page may take in."""
