"""Apache Kafka, one node: 10 to 35 s to start, 400 MB of memory."""

import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from string import Template
from uuid import uuid4

from tests.stacks.java import class_path
from tests.stacks.process import ServerOfTests, ServerProcess, free_port

_FOLDER = Path(__file__).parent


class KafkaServer(ServerOfTests):
    """Keeps its port and what it has stored from start to start. Raises StackUnavailable.

    `proxy_port` is where a proxy of `behind_port` listens: clients that come through it are told to stay on it.
    """

    def __init__(self, directory: Path, port: int | None = None, proxy_port: int | None = None) -> None:
        self.port = port or free_port()
        self.behind_port = free_port()
        self._proxy_port = proxy_port or self.behind_port
        self._directory = directory
        self._properties = directory / "server.properties"
        self._java = ["java", "-Xmx512m", "-cp", class_path(_FOLDER)]
        program = [*self._java, "kafka.Kafka", str(self._properties)]
        super().__init__(ServerProcess(program, directory / "kafka.log", "Kafka Server started"))

    @property
    def address(self) -> str:
        """host:port, as clients want it."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        if not self._properties.exists():
            self._format()
        super().start()

    def restart(self) -> None:
        """Ends it properly where it runs, and starts it on the same port with the same data."""
        self.stop()
        self.start()

    def _format(self) -> None:
        template = Template((_FOLDER / "server.properties").read_text())
        ports = {
            "port": self.port,
            "behind_port": self.behind_port,
            "proxy_port": self._proxy_port,
            "controller_port": free_port(),
        }
        text = template.substitute(ports, data=self._directory / "data")
        cluster = urlsafe_b64encode(uuid4().bytes).rstrip(b"=").decode()
        draft = self._properties.with_suffix(".part")
        draft.write_text(text)
        options = [f"--cluster-id={cluster}", f"--config={draft}"]
        format_command = [*self._java, "kafka.tools.StorageTool", "format", *options]
        done = subprocess.run(format_command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            raise RuntimeError(f"Kafka cannot format {self._directory}: {(done.stdout + done.stderr)[-2000:]}")
        draft.rename(self._properties)
