"""See what Grafana would show, without Grafana: a dashboard's queries, asked of a Prometheus and drawn into a PNG.

`python deploy/grafana/picture.py desk --prometheus http://127.0.0.1:9090 --last 15m --out desk.png`
Needs matplotlib, a development dependency. Every panel is drawn at its place, with title, unit and legends.
"""

import argparse
import json
import re
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
POINTS = 120
UNITS = {"s": "s", "cps": "/s", "cpm": "/min", "percentunit": "%", "bytes": "MiB", "short": ""}
SCALES = {"percentunit": 100.0, "bytes": 1 / (1 << 20)}


class PrometheusError(Exception):
    """Prometheus cannot be reached or refuses a query."""


def filled(expr: str, *, rate_interval: str, reach: str) -> str:
    """The expression with Grafana's variables put in."""
    for name, value in (("$__rate_interval", rate_interval), ("$__range", reach), ("$job", ".+"), ("$instance", ".+")):
        expr = expr.replace(name, value)
    return expr


def ask(prometheus: str, path: str, **query: Any) -> list[dict[str, Any]]:
    """The result of a query."""
    url = f"{prometheus.rstrip('/')}/api/v1/{path}?{urllib.parse.urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as e:
        raise PrometheusError(f"{query.get('query')}: {e.read().decode('utf-8', 'replace')[:300]}") from e
    except OSError as e:
        raise PrometheusError(f"no Prometheus at {prometheus}: {e}") from e
    return list(told["data"]["result"])


def find_panels(board: dict[str, Any]) -> list[dict[str, Any]]:
    """The panels of a dashboard that have queries."""
    return [panel for panel in board["panels"] if panel.get("targets")]


def find_series(
    prometheus: str, panel: dict[str, Any], *, rate_interval: str, reach_s: int, end_s: float
) -> list[tuple[str, list[tuple[float, float]]]]:
    """What a panel's queries give: the legend and the points of each series, one point for an instant query."""
    found = []
    for target in panel["targets"]:
        query = filled(target["expr"], rate_interval=rate_interval, reach=f"{reach_s}s")
        if target.get("instant"):
            results = ask(prometheus, "query", query=query, time=end_s)
            points = [[r["value"]] for r in results]
        else:
            step = max(1, reach_s // POINTS)
            results = ask(prometheus, "query_range", query=query, start=end_s - reach_s, end=end_s, step=step)
            points = [r["values"] for r in results]
        for result, values in zip(results, points, strict=True):
            found.append((_legend(target, result["metric"]), [(float(at), float(v)) for at, v in values]))
    return found


def _legend(target: dict[str, Any], labels: dict[str, str]) -> str:
    form = target.get("legendFormat") or "__auto"
    if form == "__auto":
        return ", ".join(value for name, value in sorted(labels.items()) if name != "__name__")
    return re.sub(r"{{\s*(\w+)\s*}}", lambda m: labels.get(m[1], ""), form)


def draw(board: dict[str, Any], prometheus: str, *, rate_interval: str, reach_s: int, out: Path) -> int:
    """Draw every panel; how many of them are empty."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    end_s = time.time()
    rows = max(p["gridPos"]["y"] + p["gridPos"]["h"] for p in board["panels"])
    figure = pyplot.figure(figsize=(24, rows * 0.48), facecolor="white")
    figure.text(0.01, 1 - 0.2 / rows, board["title"], fontsize=16, weight="bold", va="top")
    empty = 0
    for panel in board["panels"]:
        place = panel["gridPos"]
        left, top = place["x"] / 24, 1 - (place["y"] + 0.8) / (rows + 1)
        if panel["type"] == "row":
            figure.text(left + 0.01, top - 0.4 / rows, panel["title"], fontsize=13, color="#3060a0")
            continue
        height = place["h"] / (rows + 1)
        axes = figure.add_axes((left + 0.025, top - height + 1.1 / rows, place["w"] / 24 - 0.035, height - 2.3 / rows))
        axes.set_title(panel["title"], fontsize=9, loc="left")
        series = find_series(prometheus, panel, rate_interval=rate_interval, reach_s=reach_s, end_s=end_s)
        unit = panel["fieldConfig"]["defaults"].get("unit", "short")
        _draw_panel(axes, panel["type"], series, SCALES.get(unit, 1.0), UNITS.get(unit, unit), end_s)
        empty += not series
    figure.savefig(out, dpi=60)
    return empty


def _draw_panel(axes: Any, kind: str, series: list[Any], scale: float, unit: str, end_s: float) -> None:
    axes.tick_params(labelsize=7)
    if not series:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "no data", ha="center", va="center", color="grey")
    elif kind == "stat":
        axes.set_axis_off()
        words = "  ".join(f"{values[-1][1] * scale:,.3g} {unit} {legend}".strip() for legend, values in series)
        axes.text(0.5, 0.5, words, ha="center", va="center", fontsize=20, color="#207040")
    elif kind == "bargauge":
        shown = list(reversed(series))
        axes.barh([legend for legend, _ in shown], [values[-1][1] * scale for _, values in shown], color="#4080c0")
        axes.set_xlabel(unit, fontsize=7)
    else:
        for legend, values in series:
            axes.plot([at - end_s for at, _ in values], [v * scale for _, v in values], label=legend, linewidth=1)
        axes.set_ylabel(unit, fontsize=7)
        axes.set_ylim(bottom=0)
        axes.legend(fontsize=6, ncol=2, loc="upper left", framealpha=0.6)


def main() -> None:
    """Draw one dashboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("board", choices=["desk", "pipeline"])
    parser.add_argument("--prometheus", default="http://127.0.0.1:9090")
    parser.add_argument("--last", default="15m", help="how far back, such as 15m, 6h or 2d")
    parser.add_argument("--rate-interval", default="1m", help="what $__rate_interval stands for; 4 scrapes or more")
    parser.add_argument("--out", type=Path, default=Path("dashboard.png"))
    given = parser.parse_args()
    if not re.fullmatch(r"\d+[smhd]", given.last):
        parser.error(f"--last: expected a number and one of s, m, h, d, got {given.last!r}")
    reach_s = int(given.last[:-1]) * SECONDS[given.last[-1]]
    board = json.loads((HERE / f"{given.board}.json").read_text(encoding="utf-8"))
    try:
        empty = draw(board, given.prometheus, rate_interval=given.rate_interval, reach_s=reach_s, out=given.out)
    except PrometheusError as e:
        sys.exit(str(e))
    print(f"{given.out}: {len(find_panels(board))} panels, {empty} of them empty")  # noqa: T201


if __name__ == "__main__":
    main()
