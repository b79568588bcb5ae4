"""The web application, where its package is installed."""

import gzip
import re
import sys
from pathlib import Path

import pytest

from services.gateway.adapters.web_application import web_directory
from tests.component.gateway.conftest import Builder, Town

INDEX = (
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">'
    '<script type="module" nonce="__CSP_NONCE__" src="/assets/index-1a2b.js"></script><div id="root"></div>'
)
SCRIPT = "console.log(1);" * 50
PACKAGE = "from pathlib import Path\n\ndef directory():\n    return {}\n"


def installed(folder: Path, directory: str) -> Path:
    """A package of that name; its static files."""
    static = folder / "tiendo_web" / "static"
    (static / "assets").mkdir(parents=True)
    (static / "fonts").mkdir()
    (static / "index.html").write_text(INDEX, "utf-8")
    (static / "favicon.svg").write_text("<svg/>", "utf-8")
    (static / "assets" / "index-1a2b.js").write_text(SCRIPT, "utf-8")
    (static / "assets" / "index-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (static / "assets" / "style-3c4d.css").write_text("a{}", "utf-8")
    (static / "fonts" / "be-vietnam.woff2").write_bytes(b"wOF2")
    (folder / "tiendo_web" / "__init__.py").write_text(PACKAGE.format(directory), "utf-8")
    (folder / "secret.txt").write_text("secret", "utf-8")
    return static


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "tiendo_web", raising=False)
    return installed(tmp_path, "Path(__file__).parent / 'static'")


@pytest.fixture
async def town(package: Path, build: Builder) -> Town:
    return await build()


async def test_every_address_of_the_application_is_its_one_page(town: Town) -> None:
    for path in ("/", "/sign-in", "/sign-in?next=/t/x", "/t/nghe-an", "/t/nghe-an/tasks/NA-T-01.x", "/t/"):
        answer = await town.web.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
        assert '<div id="root">' in answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_each_answer_has_a_nonce_of_its_own_which_the_policy_names(town: Town) -> None:
    nonces = set()
    for _ in range(5):
        answer = await town.web.get("/")
        policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
        (nonce,) = set(re.findall(r'(?:nonce|content)="([^"]+)"', answer.text))
        assert policy == {
            "default-src": "'none'",
            "script-src": f"'self' 'nonce-{nonce}'",
            "style-src": f"'self' 'nonce-{nonce}'",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
            "manifest-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
        assert len(nonce) >= 22
        nonces.add(nonce)
    assert len(nonces) == 5
    assert "__CSP_NONCE__" not in answer.text


async def test_the_page_comes_with_the_headers_that_keep_browsers_safe(town: Town) -> None:
    headers = (await town.web.get("/")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"] == "camera=(), geolocation=(), microphone=()"
    assert (await town.web.get("/docs")).headers["referrer-policy"] == "no-referrer"


async def test_hashed_files_are_kept_for_ever_and_others_for_an_hour(town: Town) -> None:
    for path, kind, kept in (
        ("/assets/index-1a2b.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/assets/style-3c4d.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/favicon.svg", "image/svg+xml", "public, max-age=3600"),
        ("/fonts/be-vietnam.woff2", "font/woff2", "public, max-age=3600"),
    ):
        answer = await town.web.get(path)
        assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (
            200,
            kind,
            kept,
        )
        head = await town.web.head(path)
        assert (head.status_code, head.content) == (200, b"")


async def test_a_file_that_was_packed_is_sent_packed_to_those_who_take_it(town: Town) -> None:
    packed = await town.web.get("/assets/index-1a2b.js", headers={"accept-encoding": "gzip"})
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "accept-encoding")
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    plain = await town.web.get("/assets/index-1a2b.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text == SCRIPT
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert "content-encoding" not in (await town.web.get("/assets/style-3c4d.css")).headers


async def test_nothing_else_of_the_disk_is_served(town: Town) -> None:
    for path in (
        "/index.html",
        "/assets/",
        "/assets/../index.html",
        "/assets/%2e%2e/%2e%2e/__init__.py",
        "/assets/..%2f..%2f..%2fsecret.txt",
        "/assets//etc/passwd",
        "/assets/index-1a2b.js.gz",
        "/assets/index-1a2b.js/",
        "/fonts/../../secret.txt",
        "/tiendo_web/__init__.py",
    ):
        answer = await town.web.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


async def test_what_is_nobodys_stays_unknown_and_the_api_stays_itself(town: Town) -> None:
    for path in ("/nowhere", "/sign-in/x", "/v1/nowhere/x/y/z", "/internal/journal"):
        assert (await town.web.get(path)).status_code in {401, 404}, path
    assert (await town.web.post("/t/nghe-an")).status_code == 405
    assert (await town.get("/v1/nghe-an/tasks")).status_code == 200


async def test_the_start_page_is_always_there(town: Town, build: Builder) -> None:
    page = (await town.web.get("/start")).text
    assert 'href="/">Mở ứng dụng' in page
    assert "chưa được dựng" not in page


async def test_without_the_application_the_start_page_says_how_to_build_it(build: Builder) -> None:
    town = await build()
    for path in ("/", "/start"):
        page = (await town.web.get(path)).text
        assert "<code>./tiendo up</code>" in page
        assert "Ứng dụng trên trình duyệt chưa được dựng" in page
    for path in ("/sign-in", "/t/nghe-an", "/assets/index-1a2b.js"):
        assert (await town.web.get(path)).status_code == 404


def test_a_package_that_was_not_built_is_no_application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "tiendo_web", raising=False)
    installed(tmp_path, "None")
    assert web_directory() is None
