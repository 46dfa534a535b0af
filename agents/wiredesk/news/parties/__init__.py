"""Who meets: the persons, governments and bodies that an article speaks of."""
