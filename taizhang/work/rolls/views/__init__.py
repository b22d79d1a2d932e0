"""Pages of rolls: fetch with permission, then a form, then an action or a query, then the page."""
