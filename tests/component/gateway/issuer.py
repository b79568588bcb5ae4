"""An issuer of tokens, as provinces have one."""

import json
import time
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

ISSUER = "https://issuer.test"


class Issuer:
    """Publishes its keys as a file and signs whatever it is asked to."""

    def __init__(self, folder: Path) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "one", "use": "sig"})
        self.jwks = folder / "jwks.json"
        self.jwks.write_text(json.dumps(KeySet([self._key]).as_dict(private=False)), "utf-8")
        self.private = folder / "issuer.json"
        self.private.write_text(json.dumps(self._key.as_dict(private=True)), "utf-8")

    def token(
        self, tenant: str = "nghe-an", role: str = "standing_officer", *, seconds: int = 600, who: str = ""
    ) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": "tiendo",
            "sub": who or f"{role}-of-{tenant}",
            "tenant": tenant,
            "role": role,
            "iat": now,
            "exp": now + seconds,
        }
        return jwt.encode({"alg": "Ed25519", "typ": "at+jwt", "kid": "one"}, claims, self._key, algorithms=["Ed25519"])

    def bearer(self, tenant: str = "nghe-an", role: str = "standing_officer", **more: object) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(tenant, role, **more)}"}  # type: ignore[arg-type]
