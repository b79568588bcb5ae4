"""Tenants over time: one ends, another one goes on with its open work (FR-X-07)."""
