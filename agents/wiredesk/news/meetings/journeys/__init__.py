"""Journeys: who goes where and when, told piece by piece, and what the meetings on the way inherit from them."""
