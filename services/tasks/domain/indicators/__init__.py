"""Indicators, their targets and values, and the checklist of essential public services."""
