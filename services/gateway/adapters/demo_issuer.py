"""The built-in issuer of an installation that is there to be tried."""

import json
from datetime import timedelta
from pathlib import Path

from shared.calendar import Clock
from shared.tenancy import Principal
from shared.tenancy.issuing import Issuer


class DemoIssuer:
    """Signs with the key in that file, which is read each time: an installation may get a new one."""

    def __init__(self, key_file: Path, name: str, audience: str, clock: Clock) -> None:
        self._key_file = key_file
        self._name = name
        self._audience = audience
        self._clock = clock

    def sign(self, principal: Principal, lifetime: timedelta) -> str:
        key = json.loads(self._key_file.read_text(encoding="utf-8"))
        return Issuer(self._name, self._audience, key).sign(principal, lifetime, self._clock)
