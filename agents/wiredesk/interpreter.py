"""How Python itself runs in a process that works: how often it looks for garbage, and how threads take turns.

Garbage. Python counts new objects and goes through the younger ones every 700 to find circles; through all of them when
there are a quarter more than the last time. A worker holds some million objects of lexicons that never go, and makes
thousands for each article that reference counts free at once. The search took a tenth of a worker's time, and there is
little to find.

Threads. The thread that reads articles keeps those that fetch waiting for up to 5 ms each time they want to go on. With
1 ms they wait less, for no more CPU (`wiredesk bench latency`).

Memory. What is freed should go back to the system. glibc keeps freed blocks of up to 32 MB once it has seen such, and a
heap for each thread; after fetches of 8 MB, from which the rows of tables are cut, a worker with the state of 100,000
articles was 70 MB larger for it (`wiredesk bench state`).

All concern the whole process, so they are for the processes of wiredesk's own commands.
"""

import ctypes
import gc
import sys
from contextlib import suppress

YOUNG, MIDDLE, OLD = 20_000, 20, 50
"""New objects before the youngest are gone through; how often that, before the next older ones are."""
SWITCH_AFTER_S = 0.001
HEAPS = 2
OWN_FROM_BYTES = 1 << 20
"""A block so large is taken from the system by itself, and given back when it is freed."""
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8


def make_ready() -> None:
    """At the start, so that lexicons and tables are read undisturbed."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    sys.setswitchinterval(SWITCH_AFTER_S)
    with suppress(AttributeError, OSError):  # other libraries of C than glibc have no such knobs
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_ARENA_MAX, HEAPS)
        mallopt(_M_MMAP_THRESHOLD, OWN_FROM_BYTES)


def keep_what_is_there() -> None:
    """Never look for garbage among what there is now; once all is loaded that stays."""
    gc.collect()
    gc.freeze()
