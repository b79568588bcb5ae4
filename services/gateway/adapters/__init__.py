"""Techniques behind the ports: HTTP to the services, the bus, files."""
