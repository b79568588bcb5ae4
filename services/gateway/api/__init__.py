"""The HTTP door: the public API, its documentation, and the start page."""
