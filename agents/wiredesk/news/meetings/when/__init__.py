"""When a meeting is to be held: which time expression is its own, what the sentences around tell of its day."""
