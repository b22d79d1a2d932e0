"""Long work in the background, with its progress and its result."""
