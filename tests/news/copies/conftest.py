"""Speed is measured by benchmarks, never by a test: no deadlines."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
