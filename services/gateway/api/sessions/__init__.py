"""Sessions of browsers: a sealed cookie that is a bearer token everywhere behind it."""
