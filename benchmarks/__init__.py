"""Measurements: each prints its figure, its baseline of the same run, the ratio, and the machine's load."""
