"""An identity provider on a real socket: discovery, keys, and codes for tokens."""

import base64
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey
from starlette.responses import JSONResponse, Response

CLIENT, SECRET, CODE = "tiendo-web", "client secret", "a-code"


@dataclass
class Provider:
    """`access` and `identity` replace claims of its tokens; `said` and `discovered` replace what it answers."""

    issuer: str = ""
    access: dict[str, Any] = field(default_factory=dict)
    identity: dict[str, Any] = field(default_factory=dict)
    said: Response | None = None
    discovered: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519", {"kid": "p", "use": "sig"}))

    def tokens(self) -> dict[str, Any]:
        now = int(time.time())
        common = {"iss": self.issuer, "sub": "u-1", "iat": now, "exp": now + 600}
        access = {**common, "aud": "tiendo", "tenant": "nghe-an", "role": "chairman", **self.access}
        identity = {**common, "aud": CLIENT, "nonce": self.expected["nonce"], **self.identity}
        return {"access_token": self._signed(access, "at+jwt"), "id_token": self._signed(identity, "JWT")}

    def _signed(self, claims: dict[str, Any], kind: str) -> str:
        return jwt.encode({"alg": "Ed25519", "typ": kind, "kid": "p"}, claims, self.key, algorithms=["Ed25519"])

    def exchange(self, form: dict[str, str], login: str) -> Response:
        """As RFC 6749 and RFC 7636 say."""
        self.asked.append(form)
        challenge = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        known = base64.b64encode(f"{CLIENT}:client%20secret".encode()).decode()
        fits = (
            form["grant_type"] == "authorization_code"
            and form["code"] == CODE
            and challenge == self.expected["code_challenge"]
            and form["redirect_uri"] == self.expected["redirect_uri"]
            and login == f"Basic {known}"
        )
        return JSONResponse(self.tokens()) if fits else JSONResponse({"error": "invalid_grant"}, 400)


def application(provider: Provider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, Any]:
        return {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            **provider.discovered,
        }

    @app.get("/keys")
    async def keys() -> Any:
        return KeySet([provider.key]).as_dict(private=False)

    @app.post("/token")
    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        return provider.said or provider.exchange(form, request.headers.get("authorization", ""))

    return app
