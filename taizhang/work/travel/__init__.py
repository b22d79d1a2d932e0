"""Travel of leaders while a campaign runs: asked for, consented to, approved, and what was missed made up on return."""
