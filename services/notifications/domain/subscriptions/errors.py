"""Refusals of what integrators and administrators ask of subscriptions."""


class SubscriptionNotFound(Exception):
    """No such subscription within the caller's reach; whether another one's exists is not told."""


class EventNotFound(Exception):
    """The tenant's journal has no event of that number."""


class ReplayFromTheFuture(ValueError):
    """Nothing can have been recorded from that time on; taken at its word, it would pass over whatever still waits."""


class EndpointRefused(ValueError):
    """The address cannot be an endpoint; `code` is stable and says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PatternMatchesNothing(ValueError):
    """No type of event in the catalogue has that name or begins like that."""

    def __init__(self, place: int, pattern: str) -> None:
        super().__init__(pattern)
        self.place = place
        self.pattern = pattern


class TooManySubscriptions(Exception):
    """The tenant has as many subscriptions as one may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class NotVerified(Exception):
    """The endpoint has not answered the challenge yet, so nothing is sent to it."""


class TwoSecretsLive(Exception):
    """Both secrets are in use: a third would cut off a receiver that knows only the oldest."""


class LastSecret(Exception):
    """Without its only secret nothing could be signed."""


class SecretUnreadable(Exception):
    """No key of this deployment opens a secret: it was sealed with one that has been taken away."""


class SubscriptionsNotConfigured(Exception):
    """This deployment has no key to keep secrets with (TIENDO_WEBHOOK_KEY_FILE)."""
