"""Apache Kafka with TLS and SASL listeners, an authority of its own, and one user."""

import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from string import Template
from uuid import uuid4

from shared.messaging.security import Security
from tests.stacks.certificates import Authority
from tests.stacks.java import class_path
from tests.stacks.process import ServerOfTests, ServerProcess, free_port

USER, PASSWORD = "tiendo", "not-4-the-log"
_FOLDER = Path(__file__).parent


class SecuredKafka(ServerOfTests):
    """Raises StackUnavailable. `authority` has signed the server's certificate and signs those of clients."""

    def __init__(self, directory: Path) -> None:
        self.authority = Authority(directory, "authority")
        self.client_certificate = self.authority.sign("client")
        self.password_file = directory / "password"
        self.password_file.write_text(f"{PASSWORD}\n")
        names = ("open", "controller", *(each for each in Security if each is not Security.PLAINTEXT))
        self._ports = {str(name): free_port() for name in names}
        self._directory = directory
        self._java = ["java", "-Xmx512m", "-cp", class_path(_FOLDER)]
        program = [*self._java, "kafka.Kafka", str(self._properties)]
        super().__init__(ServerProcess(program, directory / "kafka.log", "Kafka Server started"))

    @property
    def open_address(self) -> str:
        """Where the test may do everything."""
        return f"127.0.0.1:{self._ports['open']}"

    def address(self, security: Security) -> str:
        return f"127.0.0.1:{self._ports[security]}"

    def start(self) -> None:
        self._write_properties()
        self._format()
        super().start()

    @property
    def _properties(self) -> Path:
        return self._directory / "server.properties"

    def _write_properties(self) -> None:
        files = {"keystore": self.authority.sign("broker"), "truststore": self.authority.file}
        template = Template((_FOLDER / "secured.properties").read_text())
        data = self._directory / "data"
        self._properties.write_text(template.substitute(self._ports, **files, data=data, user=USER, password=PASSWORD))

    def _format(self) -> None:
        cluster = urlsafe_b64encode(uuid4().bytes).rstrip(b"=").decode()
        account = f"--add-scram=SCRAM-SHA-512=[name={USER},password={PASSWORD}]"
        options = [f"--cluster-id={cluster}", f"--config={self._properties}", account]
        command = [*self._java, "kafka.tools.StorageTool", "format", *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            raise RuntimeError(f"Kafka cannot format {self._directory}: {(done.stdout + done.stderr)[-2000:]}")
