"""The Faust agents, one per hop; alphabetical order is the order of flow, `_guard.py` the loop they all run in."""
