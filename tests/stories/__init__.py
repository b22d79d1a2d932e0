"""The road, walked in a real browser."""
