"""Integrators hear of events: who may administer a subscription, and how each endpoint is served in its own order."""
