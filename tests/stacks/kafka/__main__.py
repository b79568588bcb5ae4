"""`python -m tests.stacks.kafka [--port N]`: runs in the foreground until it is interrupted."""

from tests.stacks.foreground import run_in_foreground
from tests.stacks.kafka import KafkaServer

if __name__ == "__main__":
    run_in_foreground(KafkaServer, lambda server: server.address)
