"""What the gateway does: follow the feed, answer it page by page, put views together."""
