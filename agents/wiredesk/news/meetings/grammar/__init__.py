"""The words and clauses of what announces a meeting: verbs, meeting nouns, who acts in a clause, what governs what.

In: the words and mentions of a sentence. Nothing here knows what a meeting is yet; `frames` makes readings of it.
"""
