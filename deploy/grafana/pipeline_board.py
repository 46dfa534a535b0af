"""The dashboard *Pipeline*: how the workers do."""

from panels import DashboardText, PanelText, Query, per_minute, quantile

PIPELINE = DashboardText(
    uid="wiredesk-pipeline",
    title="Pipeline",
    meaning="How the workers do: rates, durations, lag, end to end, dead letters, state, process.",
    rows=(
        (
            "At a glance",
            (
                PanelText(
                    title="Oldest record waiting",
                    meaning="How long the oldest unread record of any stage has waited.",
                    unit="s",
                    shape="stat",
                    width=4,
                    height=4,
                    limits=(60, 300),
                    runbooks=("WiredeskLagging",),
                    queries=(Query(expr="max(<wiredesk_oldest_unprocessed_seconds>)"),),
                ),
                PanelText(
                    title="Articles a minute",
                    meaning="Raw records that the first stage is done with.",
                    unit="cpm",
                    shape="stat",
                    width=4,
                    height=4,
                    runbooks=("WiredeskIngestStopped",),
                    queries=(
                        Query(
                            expr='sum(rate(<wiredesk_records_total|stage="clean",result!="retried">'
                            "[$__rate_interval])) * 60"
                        ),
                    ),
                ),
                PanelText(
                    title="Arrival to outcome",
                    meaning="95 of 100 articles of the last hour were through all stages in this time.",
                    unit="s",
                    shape="stat",
                    width=4,
                    height=4,
                    limits=(10, 300),
                    runbooks=("WiredeskLagging",),
                    queries=(
                        Query(
                            expr="histogram_quantile(0.95, sum by (le) "
                            '(rate(<wiredesk_end_to_end_seconds_bucket|to="outcome">[1h])))'
                        ),
                    ),
                    may_be_empty="no article ended in the last hour",
                ),
                PanelText(
                    title="Dead letters of all records",
                    meaning="Share of records that became dead letters, over the last hour.",
                    unit="percentunit",
                    shape="stat",
                    width=4,
                    height=4,
                    limits=(0.02, 0.1),
                    runbooks=("WiredeskDeadLetters",),
                    queries=(
                        Query(
                            expr='sum(increase(<wiredesk_records_total|result=~"rejected|failed">[1h])) / '
                            '(sum(increase(<wiredesk_records_total|stage="clean",result!="retried">[1h])) > 0)'
                        ),
                    ),
                    may_be_empty="no record came in the last hour",
                ),
                PanelText(
                    title="Stages not ready",
                    meaning="Stages of all workers that wait for partitions or recover their state.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    limits=(1, 3),
                    runbooks=("WiredeskRecoveryTooLong",),
                    queries=(Query(expr="count(<wiredesk_stage_ready>) - sum(<wiredesk_stage_ready>)"),),
                ),
                PanelText(
                    title="Workers",
                    meaning="Processes that Prometheus sees, by version.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    height=4,
                    runbooks=("WiredeskWorkerDown",),
                    queries=(Query(expr="count by (version) (<wiredesk_build_info>)", legend="{{version}}"),),
                ),
            ),
        ),
        (
            "Work",
            (
                PanelText(
                    title="Records by stage",
                    meaning="Records that a stage is done with, whatever became of them.",
                    unit="cps",
                    queries=(
                        Query(
                            expr='sum by (stage) (rate(<wiredesk_records_total|result!="retried">[$__rate_interval]))',
                            legend="{{stage}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Time a record takes",
                    meaning="A record's share of its batch, deliveries and table included: median and 99 of 100.",
                    unit="s",
                    queries=(
                        Query(expr=quantile(0.5, "wiredesk_record_seconds", "stage"), legend="{{stage}} median"),
                        Query(expr=quantile(0.99, "wiredesk_record_seconds", "stage"), legend="{{stage}} 99 of 100"),
                    ),
                    may_be_empty="no record was handled in the interval",
                ),
                PanelText(
                    title="Arrival to event",
                    meaning="From a raw record's append to the outcome and to events: median and 95 of 100.",
                    unit="s",
                    runbooks=("WiredeskLagging",),
                    queries=(
                        Query(expr=quantile(0.5, "wiredesk_end_to_end_seconds", "to"), legend="{{to}} median"),
                        Query(expr=quantile(0.95, "wiredesk_end_to_end_seconds", "to"), legend="{{to}} 95 of 100"),
                    ),
                    may_be_empty="no article ended in the interval",
                ),
                PanelText(
                    title="Events by kind",
                    meaning="Events sent to subscribers and sinks.",
                    unit="cpm",
                    queries=(Query(expr=per_minute("wiredesk_events_total", "kind"), legend="{{kind}}"),),
                ),
                PanelText(
                    title="Busy",
                    meaning="Seconds of work in a second, by stage and worker. Near 1 a stage is at its limit.",
                    unit="percentunit",
                    queries=(
                        Query(
                            expr="sum by (stage, instance) (rate(<wiredesk_record_seconds_sum>[$__rate_interval]))",
                            legend="{{stage}} {{instance}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Waiting for the broker's confirmation",
                    meaning="Records handed to the producer and not confirmed. Above 0 for long: the broker is slow.",
                    unit="short",
                    decimals=0,
                    runbooks=("WiredeskNoProgress",),
                    queries=(Query(expr="sum by (stage) (<wiredesk_unconfirmed_records>)", legend="{{stage}}"),),
                ),
            ),
        ),
        (
            "Behind",
            (
                PanelText(
                    title="Oldest record waiting, by stage",
                    meaning="How long the oldest unread record has waited.",
                    unit="s",
                    runbooks=("WiredeskLagging",),
                    queries=(Query(expr="max by (stage) (<wiredesk_oldest_unprocessed_seconds>)", legend="{{stage}}"),),
                ),
                PanelText(
                    title="Lag by group",
                    meaning="Records not committed yet, as live workers see them.",
                    unit="short",
                    decimals=0,
                    runbooks=("WiredeskLagging", "WiredeskNoProgress"),
                    queries=(Query(expr="sum by (stage) (<wiredesk_lag_records>)", legend="{{stage}}"),),
                ),
                PanelText(
                    title="Since the last progress",
                    meaning="How long ago a stage last finished a batch or had nothing to do.",
                    unit="s",
                    runbooks=("WiredeskNoProgress",),
                    queries=(
                        Query(
                            expr="time() - max by (stage) (<wiredesk_last_progress_timestamp_seconds>)",
                            legend="{{stage}}",
                        ),
                    ),
                ),
            ),
        ),
        (
            "Trouble",
            (
                PanelText(
                    title="Dead letters by reason",
                    meaning="Records that could not be handled; `wiredesk dead-letters list` has them.",
                    unit="cpm",
                    stacked=True,
                    runbooks=("WiredeskDeadLetters",),
                    queries=(
                        Query(
                            expr=per_minute("wiredesk_dead_letters_total", "stage, reason") + " > 0",
                            legend="{{stage}}: {{reason}}",
                        ),
                    ),
                    may_be_empty="there was no dead letter in the interval",
                ),
                PanelText(
                    title="Retried, dropped, rejected, failed",
                    meaning="Records that took another way than ok. failed: a bug, with a traceback in the log.",
                    unit="cpm",
                    runbooks=("WiredeskSinkFailing", "WiredeskDeadLetters"),
                    queries=(
                        Query(
                            expr=per_minute('wiredesk_records_total|result!="ok"', "stage, result") + " > 0",
                            legend="{{stage}} {{result}}",
                        ),
                    ),
                    may_be_empty="all records of the interval went the usual way",
                ),
                PanelText(
                    title="Rebalances",
                    meaning="How often partitions were given out anew. Many in an hour: workers come and go.",
                    unit="short",
                    runbooks=("WiredeskCrashLoop",),
                    queries=(
                        Query(
                            expr="sum by (stage) (increase(<wiredesk_rebalances_total>[$__rate_interval]))",
                            legend="{{stage}}",
                        ),
                    ),
                ),
            ),
        ),
        (
            "Ways in and out: gateway, poller, desk",
            (
                PanelText(
                    title="Articles by gateway",
                    meaning="taken: on Kafka; refused: no article; limited: too fast; failed: the broker was away.",
                    unit="cpm",
                    stacked=True,
                    runbooks=("WiredeskGatewayFailing",),
                    queries=(
                        Query(
                            expr=per_minute("wiredesk_gateway_articles_total", "producer, result"),
                            legend="{{producer}} {{result}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Requests to the gateway",
                    meaning="By class of answer: 4xx is the producer's fault, 5xx the broker's or ours.",
                    unit="cpm",
                    runbooks=("WiredeskGatewayFailing",),
                    queries=(
                        Query(
                            expr=per_minute('wiredesk_gateway_requests_total|path="/articles"', "status"),
                            legend="{{status}}",
                        ),
                    ),
                ),
                PanelText(
                    title="Answers of the gateway",
                    meaning="How long a producer waits until the broker has its articles: half of requests, 95 of 100.",
                    unit="s",
                    queries=tuple(
                        Query(
                            expr=f"histogram_quantile({q}, sum by (le) "
                            "(rate(<wiredesk_gateway_request_seconds_bucket>[$__rate_interval])))",
                            legend=legend,
                        )
                        for q, legend in ((0.5, "half"), (0.95, "95 of 100"))
                    ),
                    may_be_empty="nothing was sent to the gateway in the interval",
                ),
                PanelText(
                    title="Since a producer's last article",
                    meaning="How long ago the gateway last took an article of each producer.",
                    unit="s",
                    shape="bars",
                    queries=(
                        Query(
                            expr="time() - max by (producer) (<wiredesk_gateway_last_article_timestamp_seconds> > 0)",
                            legend="{{producer}}",
                        ),
                    ),
                    may_be_empty="nothing was sent to the gateway since it started",
                ),
                PanelText(
                    title="Feeds asked",
                    meaning="By result. unchanged is the usual one; failed: no answer, an error, or no feed.",
                    unit="cpm",
                    stacked=True,
                    runbooks=("WiredeskFeedSilent",),
                    queries=(Query(expr=per_minute("wiredesk_poll_requests_total", "result"), legend="{{result}}"),),
                ),
                PanelText(
                    title="Articles of feeds",
                    meaning="New or changed entries sent, by source.",
                    unit="cpm",
                    stacked=True,
                    queries=(Query(expr=per_minute("wiredesk_poll_articles_total", "source"), legend="{{source}}"),),
                ),
                PanelText(
                    title="Feeds by state",
                    meaning="silent: nothing new for silent_after_s; failing: the last request failed; gone: 410.",
                    unit="short",
                    decimals=0,
                    shape="bars",
                    width=4,
                    runbooks=("WiredeskFeedSilent",),
                    queries=(Query(expr="sum by (state) (<wiredesk_poll_feeds>)", legend="{{state}}"),),
                ),
                PanelText(
                    title="Silent feeds",
                    meaning="Sources that have feeds with nothing new for their silent_after_s, and how many.",
                    unit="short",
                    decimals=0,
                    shape="bars",
                    width=4,
                    runbooks=("WiredeskFeedSilent",),
                    queries=(
                        Query(expr="topk(10, max by (source) (<wiredesk_poll_silent_feeds>))", legend="{{source}}"),
                    ),
                ),
                PanelText(
                    title="Since a source's last news",
                    meaning="How long ago a feed of the source last had something new, the quietest first.",
                    unit="s",
                    shape="bars",
                    runbooks=("WiredeskFeedSilent",),
                    queries=(
                        Query(
                            expr="topk(10, time() - max by (source) (<wiredesk_poll_last_new_timestamp_seconds> > 0))",
                            legend="{{source}}",
                        ),
                    ),
                    may_be_empty="no feed has given anything yet",
                ),
                PanelText(
                    title="Requests to the desk",
                    meaning="Pages, calendars and API, by class of answer.",
                    unit="cpm",
                    queries=(
                        Query(
                            expr=per_minute("wiredesk_desk_requests_total", "path, status") + " > 0",
                            legend="{{path}} {{status}}",
                        ),
                    ),
                    may_be_empty="nobody looked at the desk in the interval",
                ),
                PanelText(
                    title="Answers of the desk",
                    meaning="How long a reader waits: half of requests, 95 of 100.",
                    unit="s",
                    queries=tuple(
                        Query(
                            expr=f"histogram_quantile({q}, sum by (le) "
                            "(rate(<wiredesk_desk_request_seconds_bucket>[$__rate_interval])))",
                            legend=legend,
                        )
                        for q, legend in ((0.5, "half"), (0.95, "95 of 100"))
                    ),
                    may_be_empty="nobody looked at the desk in the interval",
                ),
                PanelText(
                    title="Live streams",
                    meaning="Readers that have the desk's page open.",
                    unit="short",
                    decimals=0,
                    shape="stat",
                    width=4,
                    queries=(Query(expr="sum(<wiredesk_desk_streams>)"),),
                ),
                PanelText(
                    title="Age of the diary",
                    meaning="How long ago the newest event in a desk's store was emitted.",
                    unit="s",
                    shape="stat",
                    width=4,
                    queries=(Query(expr="time() - min(<wiredesk_desk_last_event_timestamp_seconds> > 0)"),),
                    may_be_empty="no event came since the desk started",
                ),
                PanelText(
                    title="Events that reach the desk",
                    meaning="Events written into a desk's store, by kind.",
                    unit="cpm",
                    queries=(Query(expr=per_minute("wiredesk_desk_events_total", "kind"), legend="{{kind}}"),),
                ),
            ),
        ),
        (
            "State and process",
            (
                PanelText(
                    title="Rows of state",
                    meaning="Rows in the tables of dedupe, enrich and reconcile.",
                    unit="short",
                    queries=(Query(expr="sum by (stage) (<wiredesk_state_rows>)", legend="{{stage}}"),),
                ),
                PanelText(
                    title="Recovery",
                    meaning="How long the last assignment and recovery of state took.",
                    unit="s",
                    runbooks=("WiredeskRecoveryTooLong",),
                    queries=(Query(expr="max by (stage) (<wiredesk_recovery_seconds>)", legend="{{stage}}"),),
                ),
                PanelText(
                    title="Memory",
                    meaning="Resident memory of each worker.",
                    unit="bytes",
                    queries=(Query(expr="<process_resident_memory_bytes>", legend="{{instance}}"),),
                ),
                PanelText(
                    title="Processor",
                    meaning="Cores that each worker uses; child processes that read pages are not in it.",
                    unit="percentunit",
                    queries=(Query(expr="rate(<process_cpu_seconds_total>[$__rate_interval])", legend="{{instance}}"),),
                ),
                PanelText(
                    title="Open files",
                    meaning="File descriptors in use, of those that the process may have.",
                    unit="percentunit",
                    queries=(Query(expr="<process_open_fds> / <process_max_fds>", legend="{{instance}}"),),
                ),
                PanelText(
                    title="Up since",
                    meaning="How long each worker has run.",
                    unit="s",
                    runbooks=("WiredeskCrashLoop",),
                    queries=(Query(expr="time() - <process_start_time_seconds>", legend="{{instance}}"),),
                ),
            ),
        ),
    ),
)

NOT_SHOWN = {
    "process_virtual_memory_bytes": "says nothing of the memory that is used",
}
"""Metrics that are on no panel, and why."""
