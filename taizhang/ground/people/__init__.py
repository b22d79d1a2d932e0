"""People, their memberships and categories, their roles, their way in."""
