"""Those who listen for a long time, in threads of their own, and keep everything as it came."""

import contextlib
import threading
from abc import ABC, abstractmethod

import httpx2


class Listener(ABC):
    """Listens from the beginning of the journal until it is closed."""

    def __init__(self, url: str, tenant: str, headers: dict[str, str]) -> None:
        self.heard = bytearray()
        self._path = f"/v1/{tenant}"
        self._client = httpx2.Client(base_url=url, headers=headers, timeout=60, trust_env=False)
        self._thread = threading.Thread(target=self._listen_until_closed, daemon=True)
        self._thread.start()

    def _listen_until_closed(self) -> None:
        with contextlib.suppress(httpx2.HTTPError, httpx2.StreamError, RuntimeError, ValueError):
            self._listen(self._client)

    @abstractmethod
    def _listen(self, client: httpx2.Client) -> None: ...

    def close(self) -> None:
        self._client.close()


class StreamListener(Listener):
    """By server-sent events."""

    def _listen(self, client: httpx2.Client) -> None:
        with client.stream("GET", f"{self._path}/stream", params={"after": 0}) as answer:
            for chunk in answer.iter_raw():
                self.heard += chunk


class PollingListener(Listener):
    """By asking again and again, with a wait."""

    def _listen(self, client: httpx2.Client) -> None:
        after = 0
        while not client.is_closed:
            answer = client.get(f"{self._path}/events", params={"after": after, "limit": 1000, "wait": 5})
            self.heard += answer.content
            after = answer.json()["next"]
