"""Official documents: drafted, numbered, issued, sent to units, received."""
