"""Knowledge contests: a question bank, teams of units, rounds and results. Voluntary; nobody owes anything."""
