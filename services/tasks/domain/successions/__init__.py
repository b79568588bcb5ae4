"""The organisation over time: what units still owe when they end or give away, and who takes it over."""
