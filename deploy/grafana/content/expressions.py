"""The label filters and the two forms of expression that most panels use.

Replicas measure the same store, so gauges of the store are taken by `max`; what each replica does itself is summed.
The services' own metrics are in shared.observability.metrics; `service` and `job` come from the scrape.
"""

JOBS = 'job=~"tiendo-.+"'
CHOSEN = 'service=~"$service"'
TENANT = 'tenant=~"$tenant"'
TRAFFIC = f'{CHOSEN}, route!~"/(healthz|readyz|metrics)"'
# Without the stream and the long-poll feed, which stay open on purpose.
SHORT = f'{CHOSEN}, route!~"/(healthz|readyz|metrics)|.*/(stream|events)"'
FAILED = f'{TRAFFIC}, status=~"5.."'


def rate(metric: str, labels: str = "", by: str = "") -> str:
    """Per second, summed over replicas; `by` names the labels that stay."""
    grouping = f" by ({by})" if by else ""
    return f"sum{grouping} (rate({metric}{{{labels}}}[$__rate_interval]))"


def quantile(share: float, histogram: str, labels: str = "", by: str = "") -> str:
    """What `share` of the observations stay under, over all replicas."""
    return f"histogram_quantile({share}, {rate(f'{histogram}_bucket', labels, f'{by}, le' if by else 'le')})"
