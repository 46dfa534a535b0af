"""Events to an HTTP endpoint, signed as Standard Webhooks has it.

Options: `url`; `secrets`, one or two `whsec_...` parted by a comma (two while one is replaced: each message carries
both signatures); `changes`, of meetings, parted by commas (default: all); `kinds` (default: meeting-announced);
`allow_private` "true" for an endpoint in one's own network; `timeout_s`.

Delivery. At least once; `webhook-id` is the event_id, by which the receiver drops repeats. 2xx is taken; 408, 425,
429, 5xx and silence are tried again later (RetryLater, heeding Retry-After); another status is final: dead letter.
Redirects are not followed.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp
from standardwebhooks.webhooks import Webhook

from wiredesk.api import Reject, RetryLater
from wiredesk.outbound import AddressRefused, check_url, guarded_session
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned, encode

AGAIN = {408, 425, 429}
MAX_RETRY_AFTER_S = 300.0
REMEMBERED = 10_000
"""Delivered events that a batch tried again does not send again."""


class WebhookSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced, TopicMentioned)

    def __init__(
        self,
        url: str,
        secrets: str,
        changes: str = "",
        kinds: str = "meeting-announced",
        allow_private: str = "false",
        timeout_s: str = "15",
    ) -> None:
        try:
            check_url(url)
            self._signers = [_signer(secret) for secret in _words(secrets)]
        except (AddressRefused, ValueError, RuntimeError) as e:
            raise ValueError(f"webhook sink: {e}") from e
        if not 1 <= len(self._signers) <= 2:
            raise ValueError(f"webhook sink: expected one or two secrets, got {len(self._signers)}")
        self.url = url
        self.changes = _words(changes)
        self.kinds = {"wiredesk." + kind.removeprefix("wiredesk.") for kind in _words(kinds)}
        self.allow_private = allow_private == "true"
        self.timeout_s = float(timeout_s)
        self._session: aiohttp.ClientSession | None = None
        self._delivered: OrderedDict[str, None] = OrderedDict()

    async def open(self) -> None:
        """Make the client; no connection yet."""
        self._session = guarded_session(allow_private=self.allow_private, timeout_s=self.timeout_s)

    async def write(self, batch: Sequence[Event]) -> None:
        """Send one after another. Raises RetryLater or Reject; what was taken before is not sent again."""
        for event in batch:
            if self._wants(event) and event.event_id not in self._delivered:
                await self._send(event)
                self._delivered[event.event_id] = None
                if len(self._delivered) > REMEMBERED:
                    self._delivered.popitem(last=False)

    async def close(self) -> None:
        """Close connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _wants(self, event: Event) -> bool:
        if event.kind not in self.kinds:
            return False
        return not self.changes or not isinstance(event, MeetingAnnounced) or event.change in self.changes

    async def _send(self, event: Event) -> None:
        if self._session is None:
            raise RuntimeError("the sink is not open: await open() first")
        body = encode(event)
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "user-agent": "wiredesk",
            "webhook-id": event.event_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(s.sign(event.event_id, now, body.decode()) for s in self._signers),
        }
        try:
            async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
                status, after = answer.status, answer.headers.get("retry-after")
        except (aiohttp.ClientError, TimeoutError, OSError) as e:
            refused = _refusal(e)
            if refused is not None:
                raise Reject("webhook-address-refused", str(refused)) from e
            raise RetryLater(f"webhook: {type(e).__name__}: {e}") from e
        if 200 <= status < 300:
            return
        if status in AGAIN or status >= 500:
            raise RetryLater(f"webhook answered {status}", after_s=_wait_s(after))
        raise Reject("webhook-refused", f"{self.url} answered {status}")


def _signer(secret: str) -> Webhook:
    if not secret.startswith("whsec_"):
        raise ValueError("a secret must start with whsec_, as Standard Webhooks writes them")
    return Webhook(secret)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _refusal(error: BaseException | None) -> AddressRefused | None:
    while error is not None and not isinstance(error, AddressRefused):
        error = getattr(error, "os_error", None) or error.__cause__
    return error


def _wait_s(retry_after: str | None) -> float:
    try:
        return min(max(float(retry_after or 5), 0.1), MAX_RETRY_AFTER_S)
    except ValueError:
        return 30.0
