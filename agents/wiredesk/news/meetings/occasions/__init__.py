"""Summits and sessions: which of them an article names, who comes to them, and who meets beside them."""
