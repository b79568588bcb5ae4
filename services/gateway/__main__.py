"""Runs the gateway: `python -m services.gateway`, settings from the environment."""

from services.gateway.app import create
from services.gateway.settings import GatewaySettings
from shared.chassis import serve

if __name__ == "__main__":
    settings = GatewaySettings()
    serve(create(settings), settings)
