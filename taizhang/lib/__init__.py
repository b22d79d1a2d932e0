"""No tables, no domain words."""
