"""What a day's articles need in cores, partitions and memory, reckoned from measured figures.

Language work is known by stage; the rest of the CPU (Kafka client, Faust, guard, codec) is shared evenly by the four
hops. A peak is four times the mean of the day: news comes in the hours of an editorial day, and in bursts.
"""

import math
from collections.abc import Sequence

from wiredesk.bench.pipeline import Rate
from wiredesk.bench.runner import LANGUAGE
from wiredesk.bench.state import Memory
from wiredesk.topology import STAGES

VOLUMES = (1_000_000, 10_000_000, 100_000_000)
PEAK = 4
DAY_S = 86_400
SPARE = 0.7
"""Of a core that is planned for: the rest is for catching up."""
REMEMBERED_DAYS = 8
"""For which dedupe knows an article again."""


def stage_ms(metered: Rate) -> dict[str, float]:
    """CPU milliseconds an article by stage."""
    rest = sum(ms for name, ms in metered.parts_ms.items() if not name.startswith(LANGUAGE)) / len(STAGES)
    return {stage: metered.parts_ms.get(f"{LANGUAGE}: {stage}", 0.0) + rest for stage in STAGES}


def tell_scale(metered: Rate, memory: Sequence[Memory]) -> list[str]:
    """A table in Markdown: for each volume what each stage needs at the peak."""
    costs = stage_ms(metered)
    each = memory[-1].bytes_each if memory else 0.0
    lines = [
        "| stage | CPU ms an article | articles/s of one core |",
        "|---|---|---|",
        *(f"| {stage} | {ms:.2f} | {1000 / ms:,.0f} |" for stage, ms in costs.items()),
        "",
        "| articles a day | mean/s | peak/s | " + " | ".join(f"{stage}, cores" for stage in STAGES) + " | partitions N "
        "| dedupe's rows |",
        "|---" * (len(STAGES) + 5) + "|",
    ]
    for volume in VOLUMES:
        peak = volume / DAY_S * PEAK
        cores = {stage: peak * ms / 1000 / SPARE for stage, ms in costs.items()}
        wide = max(cores["clean"], cores["enrich"])
        rows = volume * REMEMBERED_DAYS * each
        lines.append(
            f"| {volume:,} | {volume / DAY_S:,.0f} | {peak:,.0f} | "
            + " | ".join(f"{cores[stage]:.1f}" for stage in STAGES)
            + f" | {max(4, 4 * math.ceil(wide / 4))} | {f'{rows / 1e9:,.0f} GB' if rows else 'not measured'} |"
        )
    broken = {stage: 1000 / costs[stage] * SPARE for stage in ("dedupe", "reconcile")}
    first = min(broken, key=lambda stage: broken[stage])
    lines += [
        "",
        f"One core of {first} lasts to a peak of {broken[first]:,.0f}/s, "
        f"{broken[first] / PEAK * DAY_S / 1e6:.1f} million articles a day: there one partition breaks first.",
    ]
    return lines
