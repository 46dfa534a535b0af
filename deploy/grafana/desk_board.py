"""The dashboard *Desk*: what the news does."""

from panels import DashboardText, PanelText, Query, in_a_day, per_minute

MEETING = 'kind="meeting-announced"'

DESK = DashboardText(
    uid="wiredesk-desk",
    title="Desk",
    meaning="What the news does: meetings announced, moved and called off, the coming week, topics, copies, sources.",
    reach="now-24h",
    rows=(
        (
            "Meetings",
            (
                PanelText(
                    title="Announced, last day",
                    meaning="Meetings that nobody had told of before.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    queries=(Query(expr=in_a_day(f'wiredesk_events_total|{MEETING},change="announced"')),),
                ),
                PanelText(
                    title="Moved or changed, last day",
                    meaning="Revisions that change a meeting: updated, postponed, reinstated.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    queries=(
                        Query(expr=in_a_day(f'wiredesk_events_total|{MEETING},change=~"updated|postponed|reinstated"')),
                    ),
                ),
                PanelText(
                    title="Called off, last day",
                    meaning="Meetings cancelled or denied, and reports taken back.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    queries=(
                        Query(expr=in_a_day(f'wiredesk_events_total|{MEETING},change=~"cancelled|denied|withdrawn"')),
                    ),
                ),
                PanelText(
                    title="In the diary",
                    meaning="Meetings that are not over: planned, and postponed without a new date.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    queries=(Query(expr='sum(max by (status) (<wiredesk_meetings|status!="cancelled">))'),),
                ),
                PanelText(
                    title="The coming seven days",
                    meaning="Planned meetings whose day is known and lies within the next seven days (UTC).",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    queries=(Query(expr="sum(max by (in_days) (<wiredesk_meetings_coming>))"),),
                ),
                PanelText(
                    title="Age of news",
                    meaning="From an article's arrival to its meetings being announced, 95 of 100, over the last hour.",
                    unit="s",
                    shape="stat",
                    width=4,
                    height=4,
                    limits=(60, 600),
                    runbooks=("WiredeskLagging",),
                    queries=(
                        Query(
                            expr="histogram_quantile(0.95, sum by (le) "
                            '(rate(<wiredesk_end_to_end_seconds_bucket|to="meeting-announced">[1h]))) >= 0'
                        ),
                    ),
                    may_be_empty="no meeting was announced in the last hour",
                ),
                PanelText(
                    title="What becomes of meetings",
                    meaning="Revisions sent, by what changed. corroborated: one more independent source says the same.",
                    unit="cpm",
                    stacked=True,
                    width=16,
                    queries=(
                        Query(expr=per_minute(f"wiredesk_events_total|{MEETING}", "change"), legend="{{change}}"),
                    ),
                ),
                PanelText(
                    title="The coming week",
                    meaning="Planned meetings by the number of days until they begin; 0 is today (UTC).",
                    unit="short",
                    decimals=0,
                    shape="bars",
                    queries=(
                        Query(expr="max by (in_days) (<wiredesk_meetings_coming>)", legend="in {{in_days}} days"),
                    ),
                ),
                PanelText(
                    title="The diary",
                    meaning="Meetings that are not over, by status.",
                    unit="short",
                    decimals=0,
                    stacked=True,
                    queries=(Query(expr="max by (status) (<wiredesk_meetings>)", legend="{{status}}"),),
                ),
                PanelText(
                    title="Topics in the range",
                    meaning="The topics mentioned most, each counted once for an article.",
                    unit="short",
                    decimals=0,
                    shape="bars",
                    queries=(
                        Query(
                            expr="topk(12, sum by (topic) (increase(<wiredesk_topic_mentions_total>[$__range])))",
                            legend="{{topic}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Topic events",
                    meaning="Topics mentioned, and mentions that a later revision of the article took back.",
                    unit="cpm",
                    queries=(
                        Query(
                            expr=per_minute('wiredesk_events_total|kind="topic-mentioned"', "change"),
                            legend="{{change}}",
                        ),
                    ),
                ),
            ),
        ),
        (
            "Articles and their sources",
            (
                PanelText(
                    title="Articles by outcome",
                    meaning="What became of raw records; each ends in exactly one outcome.",
                    unit="cpm",
                    stacked=True,
                    runbooks=("WiredeskIngestStopped",),
                    queries=(Query(expr=per_minute("wiredesk_outcomes_total", "outcome"), legend="{{outcome}}"),),
                ),
                PanelText(
                    title="Share of copies",
                    meaning="Duplicates and repetitions among all articles. On wire copy half is usual; 0 or 1 is not.",
                    unit="percentunit",
                    queries=(
                        Query(
                            expr='sum(rate(<wiredesk_outcomes_total|outcome=~"duplicate|repeated">[$__rate_interval]))'
                            " / (sum(rate(<wiredesk_outcomes_total>[$__rate_interval])) > 0)",
                            legend="copies of all articles",
                        ),
                    ),
                    may_be_empty="no article ended in the interval",
                ),
                PanelText(
                    title="Copies by kind",
                    meaning="repeated: same id and text; exact: other id, same text; near: much of an earlier text.",
                    unit="cpm",
                    stacked=True,
                    queries=(Query(expr=per_minute("wiredesk_duplicates_total", "duplicate"), legend="{{duplicate}}"),),
                ),
                PanelText(
                    title="Articles by source, in the range",
                    meaning="The listed sources with most articles; other: sources that are not listed.",
                    unit="short",
                    decimals=0,
                    shape="bars",
                    width=12,
                    queries=(
                        Query(
                            expr="topk(15, sum by (source) (increase(<wiredesk_source_articles_total>[$__range])))",
                            legend="{{source}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Since the last article",
                    meaning="How long ago a listed source's last article came, the quietest first.",
                    unit="s",
                    shape="bars",
                    width=12,
                    runbooks=("WiredeskSourceSilent",),
                    queries=(
                        Query(
                            expr="topk(15, time() - "
                            "max by (source) (<wiredesk_source_last_article_timestamp_seconds>))",
                            legend="{{source}}",
                        ),
                    ),
                    may_be_empty="no listed source has sent an article since the workers started",
                ),
            ),
        ),
    ),
)
