"""The HTTP door: an official's own inbox, and the standing agency's look ahead."""
