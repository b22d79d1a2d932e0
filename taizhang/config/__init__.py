"""Settings by environment, the root of all addresses, the server's entry."""
