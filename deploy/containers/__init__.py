"""What containers need beside the services."""
