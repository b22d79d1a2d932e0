"""What people do and record; its contexts are strangers to each other."""
