"""All that the author of a plug-in imports: the outcomes a handler may choose.

A handler returns, or raises one of these; any other exception is a bug and makes a dead letter.
"""


class Drop(Exception):
    """The record is of no interest: expected, counted, no dead letter."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reject(Exception):
    """The record cannot be handled, now or later: a dead letter with this reason.

    `reason` is one of a closed list of lower-case words joined by hyphens ("not-json", "empty-text"), good as a
    metric label; `detail` says what was expected, what came, where.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class RetryLater(Exception):
    """Something outside is down: try this record again after `after_s` seconds, a bounded number of times."""

    def __init__(self, reason: str, *, after_s: float = 5.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after_s = after_s
