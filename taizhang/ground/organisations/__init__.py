"""Unit trees, working bodies, posts: what an organisation is made of."""
