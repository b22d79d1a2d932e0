"""What several contexts need and none owns; it posts nothing."""
