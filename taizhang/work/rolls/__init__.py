"""Who joined, left, changed category; which unit opened, merged, moved: acts on ground that post (settled question 37)."""
