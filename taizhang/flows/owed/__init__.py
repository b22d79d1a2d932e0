"""What a unit owes over all contexts, on one page: what is overdue, what is due this week, what waits for whom."""
