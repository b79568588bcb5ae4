"""The data directory of an embedded installation.

DIR/version            the format of the directory, a number
DIR/keys/              issuer.json (private JWK), jwks.json (public), internal.key, webhooks.key, sessions.key
DIR/stores/            one SQLite file per service
DIR/run/               lock, supervisor.json, one log per process
"""

import fcntl
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local import PROJECT, record
from deploy.local.language import Refusal

FORMAT = 1
DEFAULT = PROJECT / ".tiendo"
_UNFINISHED_VERSION = "version.new"
_HARMLESS = {"lost+found", _UNFINISHED_VERSION}  # made by the disk; left by a crash of our first start


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """Knows where everything lives; touches nothing until it is told to."""

    root: Path

    @property
    def version(self) -> Path:
        return self.root / "version"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def stores(self) -> Path:
        return self.root / "stores"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def supervisor(self) -> Path:
        return self.run / "supervisor.json"

    @property
    def option(self) -> str:
        """How a command line names this directory; empty for the default."""
        return "" if self.root == DEFAULT else f" --data {shlex.quote(str(self.root))}"

    def log(self, part: str) -> Path:
        return self.run / f"{part}.log"

    def store_url(self) -> str:
        return f"sqlite://{self.stores.absolute()}"

    def require(self) -> None:
        """For commands that only read. Raises Refusal where there is no data, or newer data."""
        if not self.version.is_file():
            raise Refusal(
                f"chưa có dữ liệu ở {self.root}: hãy chạy ./tiendo up --demo{self.option} trước",
                f"there is no data in {self.root}: run ./tiendo up --demo{self.option} first",
            )
        self._check_format()

    def create(self) -> None:
        """Makes what is missing. Raises Refusal (unwritable, somebody else's, newer) and then has changed nothing."""
        try:
            self._create()
        except OSError as error:
            raise Refusal(
                f"không ghi được thư mục dữ liệu {self.root} ({error.strerror}): hãy chọn thư mục khác bằng --data",
                f"cannot write the data directory {self.root} ({error.strerror}): choose another one with --data",
            ) from error

    def _create(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.version.exists():
            self._refuse_foreign_files()
            self._write_version()
        self._check_format()
        for folder in (self.keys, self.stores, self.run):
            folder.mkdir(mode=0o700, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(13, os.strerror(13), str(folder))

    def _write_version(self) -> None:
        unfinished = self.root / _UNFINISHED_VERSION
        unfinished.write_text(f"{FORMAT}\n", encoding="ascii")
        unfinished.replace(self.version)

    def _refuse_foreign_files(self) -> None:
        if {entry.name for entry in self.root.iterdir()} - _HARMLESS:
            raise Refusal(
                f"{self.root} có tệp khác và không phải là thư mục dữ liệu của Tiendo: hãy chọn thư mục mới bằng --data",
                f"{self.root} holds other files and is no data directory of Tiendo: choose a new one with --data",
            )

    def _check_format(self) -> None:
        text = self.version.read_text(encoding="ascii", errors="replace").strip()
        if not text.isdecimal():
            raise Refusal(
                f"{self.version} bị hỏng (cần một con số): hãy khôi phục bản sao lưu hoặc chọn thư mục khác bằng --data",
                f"{self.version} is damaged (it must hold a number): restore it from a copy or choose another --data",
            )
        if int(text) > FORMAT:
            raise Refusal(
                f"{self.root} do phiên bản Tiendo mới hơn ghi (định dạng {text}, ở đây biết đến {FORMAT}): "
                "hãy cập nhật Tiendo hoặc chọn thư mục khác bằng --data",
                f"{self.root} was written by a newer Tiendo (format {text}, this one knows {FORMAT}): "
                "update Tiendo or choose another --data",
            )

    @contextmanager
    def hold(self) -> Iterator[None]:
        """One supervisor at a time. The kernel drops the lock of a killed one. Raises Refusal."""
        with (self.run / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                other = record.read(self.supervisor)
                who = f"{other.url}, pid {other.supervisor.pid}" if other else "pid ?"
                raise Refusal(
                    f"một ./tiendo up khác đang dùng {self.root} ({who}): hãy dừng nó hoặc chọn --data khác",
                    f"another ./tiendo up is using {self.root} ({who}): stop it or choose another --data",
                ) from error
            yield

    def is_held(self) -> bool:
        """True while a supervisor runs on this directory."""
        try:
            with (self.run / "lock").open("r") as handle:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False
