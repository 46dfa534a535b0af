"""Where a meeting is to be held: the places that clauses name, and those that a reader takes for granted."""
