"""Runs the gateway: `python -m services.gateway`, settings from the environment."""

from services.gateway.app import create
from services.gateway.settings import GatewaySettings
from shared.chassis import read_settings, serve

if __name__ == "__main__":
    settings = read_settings(GatewaySettings)
    serve(create(settings), settings)
