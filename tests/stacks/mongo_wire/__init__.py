"""An in-memory MongoDB-wire server (mongo-java-server): right for small data, slow for large."""

from pathlib import Path

from tests.stacks.java import class_path
from tests.stacks.process import ServerOfTests, ServerProcess, free_port

_FOLDER = Path(__file__).parent


class MongoWireServer(ServerOfTests):
    """Keeps its port from start to start; its documents end with its process. Raises StackUnavailable."""

    def __init__(self, directory: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        program = ["java", "-Xmx256m", "-cp", class_path(_FOLDER), "Server", str(self.port)]
        super().__init__(ServerProcess(program, directory / "mongo-wire.log", "listening on"))

    @property
    def url(self) -> str:
        return f"mongodb://127.0.0.1:{self.port}"
