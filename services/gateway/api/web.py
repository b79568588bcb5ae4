"""The web application: one page for all of its addresses, and the files that the page needs. All of it is served from here."""

import mimetypes
import secrets
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from shared.chassis import Problem
from shared.chassis.problems import NOT_FOUND

_INDEX = "index.html"
_PACKED = ".gz"
_NONCE = "__CSP_NONCE__"
_ROUTES = ("/", "/sign-in", "/t/{path:path}")
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_AN_HOUR = "public, max-age=3600"
_TYPES = {".webmanifest": "application/manifest+json", ".woff2": "font/woff2", ".js": "text/javascript"}


def web_routes(directory: Path) -> APIRouter:
    """Of the files as they are now; after a new build the gateway is started anew."""
    router = APIRouter(include_in_schema=False)
    page, files = (directory / _INDEX).read_text("utf-8"), _files(directory)

    async def application() -> HTMLResponse:
        nonce = secrets.token_urlsafe(16)
        headers = {
            "cache-control": "no-store",
            "content-security-policy": _POLICY.format(nonce=nonce),
            "referrer-policy": "same-origin",
        }
        return HTMLResponse(page.replace(_NONCE, nonce), headers=headers)

    async def file(request: Request) -> Response:
        found = files.get(request.url.path)
        if found is None:
            raise Problem(NOT_FOUND)
        return _answer(found, request)

    for path in _ROUTES:
        router.add_api_route(path, application, methods=["GET"])
    for path in sorted({_route_of(path) for path in files}):
        router.add_api_route(path, file, methods=["GET"])
    return router


def _files(directory: Path) -> Mapping[str, Path]:
    """By the path of their address. What is not in this list is not there, however it is spelt."""
    found = (file for file in directory.rglob("*") if file.is_file() and file.suffix != _PACKED)
    named = {f"/{file.relative_to(directory).as_posix()}": file for file in found}
    return {path: file for path, file in named.items() if path != f"/{_INDEX}"}


def _route_of(path: str) -> str:
    folder, _, rest = path[1:].partition("/")
    return f"/{folder}/{{path:path}}" if rest else path


def _answer(file: Path, request: Request) -> Response:
    """Packed where that was done when it was built, and the browser takes it."""
    hashed = request.url.path.startswith("/assets/")
    headers = {"cache-control": _FOR_EVER if hashed else _FOR_AN_HOUR}
    packed = file.with_name(file.name + _PACKED)
    if packed.exists():
        headers["vary"] = "accept-encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return FileResponse(packed, headers=headers, media_type=_type_of(file))
    return FileResponse(file, headers=headers, media_type=_type_of(file))


def _type_of(file: Path) -> str:
    return _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
