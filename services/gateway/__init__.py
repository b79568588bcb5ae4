"""The gateway: the one address that people and integrators know. It owns no data of the programme."""
