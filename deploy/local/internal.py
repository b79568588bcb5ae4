"""The internal endpoints of a running service, for whoever holds the internal key."""

import asyncio
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2

from deploy.local import keys, record
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal
from deploy.local.ports import HOST

_SECONDS = 30.0
_PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.5


class Door:
    """One service. A service that is being started again is waited for: whatever is asked here may be asked twice."""

    def __init__(self, service: str, directory: DataDirectory) -> None:
        self.service = service
        self._http = httpx2.AsyncClient(
            base_url=_address(service, directory),
            headers={"authorization": f"Bearer {_key(directory)}"},
            timeout=_SECONDS,
            trust_env=False,
        )

    async def get(self, path: str, **parameters: Any) -> Any:
        """Raises Refusal."""
        given = {name: value for name, value in parameters.items() if value is not None}
        return await self._asked("GET", path, params=given)

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Raises Refusal."""
        return await self._asked("POST", path, json=dict(body))

    async def close(self) -> None:
        await self._http.aclose()

    async def _asked(self, method: str, path: str, **content: Any) -> Any:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                answer = await self._http.request(method, path, **content)
            except httpx2.TransportError as problem:
                reason = str(problem) or type(problem).__name__
            else:
                if answer.status_code != 503:
                    return _understood(self.service, answer)
                reason = "503"
            if time.monotonic() > deadline:
                raise Refusal(
                    f"{self.service} không trả lời ({reason}): hãy xem ./tiendo status",
                    f"{self.service} does not answer ({reason}): see ./tiendo status",
                )
            await asyncio.sleep(_PAUSE_SECONDS)


def _understood(service: str, answer: httpx2.Response) -> Any:
    if answer.status_code == 401:
        raise Refusal(
            f"{service} không nhận khóa nội bộ: hãy kiểm tra --data hoặc TIENDO_INTERNAL_KEY_FILE",
            f"{service} does not accept the internal key: check --data or TIENDO_INTERNAL_KEY_FILE",
        )
    if answer.status_code == 404:
        raise Refusal("không có tỉnh hoặc cấp này: hãy kiểm tra --tenant", "there is no such tenant: check --tenant")
    if answer.is_error:
        raise Refusal(
            f"{service} trả lời {answer.status_code}: hãy xem nhật ký của dịch vụ",
            f"{service} answers {answer.status_code}: see the log of the service",
        )
    return answer.json()


def _address(service: str, directory: DataDirectory) -> str:
    """That of TIENDO_<SERVICE>_URL, or else of the installation that runs on the directory. Raises Refusal."""
    if named := os.environ.get(f"TIENDO_{service.upper()}_URL"):
        return named
    found = record.read(directory.supervisor) if directory.is_held() else None
    ports = {part.name: part.port for part in found.parts} if found else {}
    if not ports.get(service):
        raise Refusal(
            f"{service} không chạy trên {directory.root}: hãy chạy ./tiendo up{directory.option} trước, "
            f"hoặc đặt TIENDO_{service.upper()}_URL",
            f"{service} does not run on {directory.root}: run ./tiendo up{directory.option} first, "
            f"or set TIENDO_{service.upper()}_URL",
        )
    return f"http://{HOST}:{ports[service]}"


def _key(directory: DataDirectory) -> str:
    if given := os.environ.get("TIENDO_INTERNAL_KEY"):
        return given
    file = Path(os.environ.get("TIENDO_INTERNAL_KEY_FILE") or keys.internal_key(directory.keys))
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refusal(
            f"không đọc được khóa nội bộ {file} ({error.strerror}): hãy kiểm tra --data hoặc TIENDO_INTERNAL_KEY_FILE",
            f"the internal key {file} cannot be read ({error.strerror}): check --data or TIENDO_INTERNAL_KEY_FILE",
        ) from error
