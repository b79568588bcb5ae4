"""What the gateway decides by itself, without a framework: rings, frames, limits, merged contracts, assembled views."""
