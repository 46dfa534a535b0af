"""The webhook sink against a local endpoint that behaves in every listed way."""

from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from standardwebhooks.webhooks import Webhook

from wiredesk.api import Reject, RetryLater
from wiredesk.sinks.webhook import WebhookSink
from wiredesk_schemas import MeetingAnnounced, TopicMentioned, identified
from wiredesk_schemas.examples import EXAMPLES

OLD, NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
MEETING: Any = EXAMPLES[MeetingAnnounced]


class Endpoint:
    def __init__(self) -> None:
        self.seen: list[tuple[Any, str]] = []
        self.answers: list[web.Response] = []

    async def take(self, request: web.Request) -> web.Response:
        self.seen.append((dict(request.headers), await request.text()))
        return self.answers.pop(0) if self.answers else web.Response(status=204)


@pytest.fixture
async def endpoint():
    end = Endpoint()
    app = web.Application()
    app.router.add_post("/hook", end.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    end.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield end
    await runner.cleanup()


@pytest.fixture
async def sink(endpoint):
    made = WebhookSink(url=endpoint.url, secrets=f"{OLD},{NEW}", allow_private="true", timeout_s="1")
    await made.open()
    yield made
    await made.close()


async def test_each_message_carries_the_event_id_and_signatures_of_both_secrets(sink, endpoint):
    await sink.write([MEETING])
    ((headers, body),) = endpoint.seen
    lower = {k.lower(): v for k, v in headers.items()}
    assert lower["webhook-id"] == MEETING.event_id
    for secret in (OLD, NEW):
        Webhook(secret).verify(body, lower)


async def test_busy_and_broken_endpoints_are_tried_again_and_what_was_taken_is_not_sent_twice(sink, endpoint):
    second = identified(replace(MEETING, revision=4))
    endpoint.answers = [web.Response(status=200), web.Response(status=429, headers={"retry-after": "7"})]
    with pytest.raises(RetryLater) as caught:
        await sink.write([MEETING, second])
    assert caught.value.after_s == 7
    endpoint.answers = [web.Response(status=500)]
    with pytest.raises(RetryLater):
        await sink.write([MEETING, second])
    await sink.write([MEETING, second])
    sent = [headers["webhook-id"] for headers, _ in endpoint.seen]
    assert sent == [MEETING.event_id, second.event_id, second.event_id, second.event_id]


@pytest.mark.parametrize("status", [400, 401, 404, 410, 301])
async def test_a_final_no_is_a_dead_letter(sink, endpoint, status):
    endpoint.answers = [web.Response(status=status, headers={"location": "http://127.0.0.1/elsewhere"})]
    with pytest.raises(Reject, match=str(status)):
        await sink.write([MEETING])


async def test_only_the_changes_and_kinds_asked_for_are_sent(endpoint):
    sink = WebhookSink(url=endpoint.url, secrets=OLD, changes="cancelled", allow_private="true")
    await sink.open()
    await sink.write([MEETING, EXAMPLES[TopicMentioned], identified(replace(MEETING, change="cancelled"))])
    await sink.close()
    assert len(endpoint.seen) == 1


async def test_an_endpoint_within_ones_own_network_is_refused_unless_allowed(endpoint):
    sink = WebhookSink(url=endpoint.url, secrets=OLD)
    await sink.open()
    with pytest.raises(Reject, match="webhook-address-refused"):
        await sink.write([MEETING])
    await sink.close()
    assert endpoint.seen == []


@pytest.mark.parametrize(
    ("url", "secrets"), [("ftp://x/", OLD), ("https://example.com/", ""), ("https://example.com/", "short")]
)
def test_options_that_cannot_be_are_refused_at_start(url, secrets):
    with pytest.raises(ValueError, match="webhook sink"):
        WebhookSink(url=url, secrets=secrets)
