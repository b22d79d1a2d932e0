"""The duties that documents open and settle; both are owed by a unit, through nobody in particular."""

# What papers themselves ask by a day stays due while a paper lets other reminders rest (R1-14).
APP = "documents"
# Owed about a record that was sent; settled by the receipt (R1-36).
RECEIPT = "documents.receipt"
# Owed about a task that a document added; settled when the unit reports it done (R1-14, R3-07).
TASK = "documents.task"
