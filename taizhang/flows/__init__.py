"""One file per story that joins two contexts."""
