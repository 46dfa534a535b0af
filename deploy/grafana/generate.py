"""Make Grafana's dashboards from the boards beside this file and docs/alerts.md: `python deploy/grafana/generate.py`.

Writes desk.json, pipeline.json and runbooks.json beside this file; `--check` writes nothing and exits with 1 when one
of them is stale. Needs grafana-foundation-sdk, a development dependency.
"""

import argparse
import itertools
import re
import sys
from pathlib import Path
from typing import Any

from desk_board import DESK
from grafana_foundation_sdk.builders import (
    bargauge,
    common,
    dashboard,
    prometheus,
    stat,
    text,
    timeseries,
)
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import common as common_models
from grafana_foundation_sdk.models import dashboard as models
from panels import DashboardText, PanelText, selected
from pipeline_board import PIPELINE

DASHBOARDS = (DESK, PIPELINE)
HERE = Path(__file__).resolve().parent
RUNBOOKS = HERE.parent.parent / "docs" / "alerts.md"
SOURCE = models.DataSourceRef(type_val="prometheus", uid="$datasource")
TAG = "wiredesk"
RUNBOOK_UID = "wiredesk-runbooks"
MAKERS: dict[str, Any] = {"lines": timeseries.Panel, "bars": bargauge.Panel, "stat": stat.Panel}


def build(content: DashboardText) -> str:
    """The JSON of one dashboard."""
    board = _empty(content.uid, content.title, content.meaning).time(content.reach, "now").refresh("30s")
    board.with_variable(
        dashboard.DatasourceVariable("datasource")
        .label("Data source")
        .type("prometheus")
        .current(models.VariableOption(text="default", value="default", selected=True))
    )
    for name, label in (("job", "Job"), ("instance", "Worker")):
        narrowed = "wiredesk_build_info" + ('{job=~"$job"}' if name == "instance" else "")
        board.with_variable(
            dashboard.QueryVariable(name)
            .label(label)
            .datasource(SOURCE)
            .query(f"label_values({narrowed}, {name})")
            .refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED)
            .sort(models.VariableSort.ALPHABETICAL_ASC)
            .multi(True)
            .include_all(True)
            .all_value(".+")
            .current(models.VariableOption(text="All", value="$__all", selected=True))
        )
    numbers = itertools.count(1)
    for heading, panels in content.rows:
        board.with_row(dashboard.Row(heading).id(next(numbers)))
        for panel in panels:
            board.with_panel(_panel(panel).id(next(numbers)))
    return _json(board)


def build_runbooks(markdown: str) -> str:
    """The runbooks as a dashboard of texts, so that a link from a panel works wherever Grafana stands."""
    board = _empty(RUNBOOK_UID, "Runbooks", "What to do about each alert.")
    for number, section in enumerate(re.split(r"(?m)^(?=## )", markdown)[1:], 1):
        title, _, body = section.partition("\n")
        board.with_panel(
            text.Panel()
            .id(number)
            .title(title.removeprefix("## ").strip())
            .content(body.strip())
            .mode("markdown")
            .span(12)
            .height(14)
        )
    return _json(board)


def _empty(uid: str, title: str, meaning: str) -> Any:
    return (
        dashboard.Dashboard(f"wiredesk: {title}")
        .uid(uid)
        .description(meaning)
        .tags([TAG])
        .readonly()
        .timezone("browser")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .link(
            dashboard.DashboardLink("wiredesk")
            .type(models.DashboardLinkType.DASHBOARDS)
            .tags([TAG])
            .include_vars(True)
            .keep_time(True)
        )
    )


def _panel(panel: PanelText) -> Any:
    built = (
        MAKERS[panel.shape]()
        .title(panel.title)
        .description(panel.meaning + (f" Empty: {panel.may_be_empty}." if panel.may_be_empty else ""))
        .datasource(SOURCE)
        .unit(panel.unit)
        .span(panel.width)
        .height(panel.height)
        .thresholds(_limits(panel))
    )
    if panel.decimals is not None:
        built.decimals(panel.decimals)
    if panel.unit != "short" or panel.shape == "lines":
        built.min(0)
    for letter, query in zip("ABCD", panel.queries, strict=False):
        target = (
            prometheus.Dataquery()
            .datasource(SOURCE)
            .expr(selected(query.expr))
            .legend_format(query.legend)
            .ref_id(letter)
        )
        built.with_target(target.range() if panel.shape == "lines" else target.instant())
    if panel.runbooks:
        built.links([dashboard.DashboardLink(f"Runbook: {name}").url(f"/d/{RUNBOOK_UID}") for name in panel.runbooks])
    if panel.shape == "lines":
        built.fill_opacity(20 if panel.stacked else 5).line_width(1).show_points(common_models.VisibilityMode.NEVER)
        built.legend(
            common.VizLegendOptions()
            .display_mode(common_models.LegendDisplayMode.LIST)
            .placement(common_models.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        built.tooltip(common.VizTooltipOptions().mode(common_models.TooltipDisplayMode.MULTI))
        if panel.stacked:
            built.stacking(common.StackingConfig().mode(common_models.StackingMode.NORMAL))
    elif panel.shape == "bars":
        built.orientation(common_models.VizOrientation.HORIZONTAL)
        built.display_mode(common_models.BarGaugeDisplayMode.BASIC)
        built.reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    else:
        built.reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        built.graph_mode(common_models.BigValueGraphMode.AREA)
        built.color_mode(common_models.BigValueColorMode.VALUE)
    return built


def _limits(panel: PanelText) -> Any:
    steps = [models.Threshold(color="green", value=None)]
    if panel.limits is not None:
        steps += [
            models.Threshold(color="orange", value=panel.limits[0]),
            models.Threshold(color="red", value=panel.limits[1]),
        ]
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps)


def _json(board: Any) -> str:
    return str(JSONEncoder(sort_keys=True, indent=2).encode(board.build())) + "\n"


def made() -> dict[Path, str]:
    """Every generated file with its content."""
    files = {HERE / f"{content.title.lower()}.json": build(content) for content in DASHBOARDS}
    return {**files, HERE / "runbooks.json": build_runbooks(RUNBOOKS.read_text(encoding="utf-8"))}


def main() -> None:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    for path, content in made().items():
        if not given.check:
            path.write_text(content, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != content:
            sys.exit(f"{path.name} is stale: make dashboards")


if __name__ == "__main__":
    main()
