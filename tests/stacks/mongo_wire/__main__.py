"""`python -m tests.stacks.mongo_wire [--port N]`: runs in the foreground until it is interrupted."""

from tests.stacks.foreground import run_in_foreground
from tests.stacks.mongo_wire import MongoWireServer

if __name__ == "__main__":
    run_in_foreground(MongoWireServer, lambda server: server.url)
