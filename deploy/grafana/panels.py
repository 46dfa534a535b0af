"""How a dashboard is written down: each panel as title, meaning, unit and queries. generate.py makes Grafana's JSON.

Queries narrow everything to $job and $instance (put in by `selected`); rates use $__rate_interval. What the pipeline
repeats in every worker (the diary, freshness) is taken once, by `max`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["lines", "bars", "stat", "table"]
SELECTOR = 'job=~"$job",instance=~"$instance"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One PromQL expression; `<name>` in it stands for a metric with the dashboard's selector, `<name|a="b">` too."""

    expr: str
    legend: str = "__auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelText:
    """A panel. `width` in 24ths of the page, `height` in Grafana's rows. `limits`: where yellow and red begin.

    `runbooks`: alerts whose runbook a reader of this panel may need. `may_be_empty`: says why it shows nothing on a
    healthy system.
    """

    title: str
    meaning: str
    unit: str
    queries: tuple[Query, ...]
    shape: Shape = "lines"
    width: int = 8
    height: int = 8
    limits: tuple[float, float] | None = None
    is_low_bad: bool = False
    stacked: bool = False
    decimals: int | None = None
    runbooks: tuple[str, ...] = ()
    may_be_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardText:
    """A dashboard: rows of panels under headings."""

    uid: str
    title: str
    meaning: str
    rows: tuple[tuple[str, tuple[PanelText, ...]], ...]
    reach: str = "now-6h"

    @property
    def panels(self) -> Sequence[PanelText]:
        """All of them, in order."""
        return [panel for _, panels in self.rows for panel in panels]


def selected(expr: str) -> str:
    """The expression with every <metric> given the dashboard's selector."""
    parts = expr.split("<")
    whole = [parts[0]]
    for part in parts[1:]:
        inside, closed, rest = part.partition(">")
        if not closed or not inside.startswith(("wiredesk_", "process_")):
            whole.append("<" + part)  # a comparison
            continue
        name, _, more = inside.partition("|")
        whole.append(f"{name}{{{SELECTOR}{',' + more if more else ''}}}{rest}")
    return "".join(whole)


def per_minute(metric: str, by: str) -> str:
    """The rate of a counter by labels, times sixty."""
    return f"sum by ({by}) (rate(<{metric}>[$__rate_interval])) * 60"


def in_a_day(metric: str) -> str:
    """How much a counter grew in a day; 0 where it is not there."""
    return f"sum(increase(<{metric}>[1d])) or vector(0)"


def quantile(q: float, metric: str, by: str) -> str:
    """A quantile of a histogram by a label."""
    name, _, more = metric.partition("|")
    inside = f"{name}_bucket|{more}" if more else f"{name}_bucket"
    return f"histogram_quantile({q}, sum by (le, {by}) (rate(<{inside}>[$__rate_interval])))"
