"""Every metric of every service, in one place, so that dashboards and alert rules can be checked against it (FR-X-04).

Which service a sample comes from is the scrape job's label, not ours. Times are in seconds.
"""

from prometheus_client import Counter, Gauge, Histogram

_LATENCY = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_VISIBILITY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0)

http_request_seconds = Histogram(
    "tiendo_http_request_seconds", "Time to answer a request", ("method", "route", "status"), buckets=_LATENCY
)
store_operation_seconds = Histogram(
    "tiendo_store_operation_seconds", "Time of one operation of the store", ("operation",), buckets=_LATENCY
)
store_failures = Counter("tiendo_store_failures_total", "Operations that the store did not carry out", ("operation",))

events_sequenced = Counter("tiendo_events_sequenced_total", "Events that got their number in the journal", ("tenant",))
events_published = Counter("tiendo_events_published_total", "Events that the bus acknowledged", ("tenant", "outlet"))
publish_failures = Counter("tiendo_publish_failures_total", "Attempts to publish that failed or timed out", ("outlet",))
outbox_pending_events = Gauge("tiendo_outbox_pending_events", "Events that the last sweep found without a number")
outbox_oldest_seconds = Gauge("tiendo_outbox_oldest_seconds", "Age of the oldest event that has no number yet")
bus_away = Gauge("tiendo_bus_away", "1 while the bus cannot be used from here, as the last probe of readiness found")
journal_head = Gauge("tiendo_journal_head", "Number of the newest event", ("tenant",))
publisher_lag = Gauge(
    "tiendo_publisher_lag_events", "Events in the journal that are not yet published", ("tenant", "outlet")
)

events_applied = Counter("tiendo_events_applied_total", "Events whose effects are stored", ("tenant", "subscription"))
events_duplicate = Counter("tiendo_events_duplicate_total", "Events that had been applied before", ("subscription",))
events_pulled = Counter(
    "tiendo_subscription_pulled_events_total", "Events taken from the journal", ("tenant", "subscription")
)
events_parked = Counter("tiendo_events_parked_total", "Events set aside as dead letters", ("subscription", "reason"))
events_ignored = Counter(
    "tiendo_events_ignored_total", "Events of types that this version does not know", ("subscription", "type")
)
dead_letters = Gauge("tiendo_dead_letters", "Dead letters that wait for a decision", ("subscription",))
subscription_lag = Gauge("tiendo_subscription_lag_events", "Events behind the journal", ("tenant", "subscription"))
subscription_progress = Gauge(
    "tiendo_subscription_last_progress_timestamp_seconds",
    "When the position last moved or was level",
    ("subscription",),
)
event_visible_seconds = Histogram(
    "tiendo_event_visible_seconds",
    "From entry of a change to its stored effect",
    ("subscription",),
    buckets=_VISIBILITY,
)

notices = Counter("tiendo_notices_total", "Notices put into inboxes", ("tenant", "kind"))
reminders_fired = Counter("tiendo_reminders_fired_total", "Reminders of the ladder that fired", ("step",))
ladder_notices = Counter("tiendo_ladder_notices_total", "Notices of the ladder put into inboxes", ("level",))
ladder_acknowledgements = Counter(
    "tiendo_ladder_acknowledgements_total", "Notices of the ladder that were acknowledged", ("level",)
)

webhook_attempts = Counter(
    "tiendo_webhook_attempts_total", "Requests sent to integrators' endpoints", ("tenant", "outcome")
)
webhook_delivery_seconds = Histogram(
    "tiendo_webhook_delivery_seconds", "From entry of a change to the 2xx of an endpoint", buckets=_VISIBILITY
)
webhook_endpoints = Gauge(
    "tiendo_webhook_endpoints", "Endpoints that are sent to, well or failing", ("tenant", "state")
)
webhook_backlog_seconds = Gauge(
    "tiendo_webhook_backlog_seconds", "Age of the event that an endpoint waits for", ("tenant", "endpoint")
)

emails_sent = Counter("tiendo_emails_sent_total", "Mails that the mail server took", ("tenant", "sort"))
emails_failed = Counter(
    "tiendo_emails_failed_total", "Attempts to send a mail that failed: away, deferred or refused", ("tenant", "reason")
)
emails_oldest_seconds = Gauge(
    "tiendo_emails_oldest_seconds", "How long the mail has waited that should have gone out first", ("tenant",)
)

sse_clients = Gauge("tiendo_sse_clients", "Open event streams")
sse_events = Counter("tiendo_sse_events_total", "Events written to streams")
gateway_degraded = Counter("tiendo_gateway_degraded_total", "Views answered without a part", ("part",))

sessions_begun = Counter("tiendo_sessions_begun_total", "Sessions that browsers got", ("way",))
sessions_refused = Counter(
    "tiendo_sessions_refused_total", "Attempts to get or to use one that were refused", ("reason",)
)

tasks_overdue = Gauge("tiendo_tasks_overdue", "Plan tasks that are open and past their deadline", ("tenant",))
scoreboard_mismatch = Gauge(
    "tiendo_scoreboard_mismatch", "Tasks on the scoreboard minus rows of the read model; 0 is right", ("tenant",)
)
