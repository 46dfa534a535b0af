"""Is it announced? What the words make of a candidate: said to be, called off, hung on something else, of the past."""
