"""The words and clauses of what announces a meeting: verbs, meeting nouns, who acts in a clause, what governs what.

In: the words and mentions of a sentence. Nobody is told apart and nothing judged here; `frames` makes
readings of it.
"""
