"""Subscriptions of integrators: what they want to hear of, how they prove who we are, and how far they have heard (FR-X-03).

In reading order: interest, attempts, progress, secrets, subscription, errors; beside them endpoints and addresses.
"""
