"""Where events end: databases, files, webhooks, the diary. Each runs under a consumer group of its own.

Delivery, for all of them: at least once, and each event stands once, because a sink keeps or names it by `event_id`.
Offsets are committed after `write` has returned.
"""
