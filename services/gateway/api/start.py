"""The start page: who takes part, where things are, how to get in. No script, no request to anywhere else."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Literal

import yaml
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from services.gateway.api.documents import PAGES
from services.gateway.usecases.provinces import Province, Provinces

Language = Literal["vi", "en"]
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_EXAMPLE = "nghe-an"
_BUILDING = "./tiendo up"
_MARKED_UP = frozenset({"provinces", "application"})


def start_routes(provinces: Provinces, *, with_application: bool) -> APIRouter:
    """Always at /start, and at / where there is no application."""
    router = APIRouter(include_in_schema=False)

    async def start(request: Request, lang: str = "vi") -> HTMLResponse:
        language: Language = "en" if lang == "en" else "vi"
        visit = Visit(language, _address(request), with_application)
        page = rendered(await provinces.listed(), visit)
        return HTMLResponse(page, headers={"content-language": language, "cache-control": "no-cache"})

    for path in ("/start",) if with_application else ("/start", "/"):
        router.add_api_route(path, start, methods=["GET"], response_class=HTMLResponse)
    return router


@dataclass(frozen=True, slots=True)
class Visit:
    """In which language somebody came, at which address, and whether the application is there."""

    language: Language
    address: str
    with_application: bool


def rendered(provinces: Sequence[Province], visit: Visit) -> str:
    """The whole page. Names come from events, so they are escaped like anything that somebody entered."""
    texts = _texts()[visit.language]
    places = {
        **texts,
        "lang": visit.language,
        "address": visit.address,
        "application": _application(texts, there=visit.with_application),
        "example": _example(provinces),
        "provinces": "\n".join(_cards(provinces, visit.language, texts)),
    }
    escaped = {name: text if name in _MARKED_UP else html.escape(text) for name, text in places.items()}
    return _template().substitute(escaped)


def _application(texts: Mapping[str, str], *, there: bool) -> str:
    """The way to it, or how it is made."""
    if there:
        return f'<p class="actions"><a class="button" href="/">{html.escape(texts["application_there"])}</a></p>'
    building = f"<pre><code>{html.escape(_BUILDING)}</code></pre>"
    return f'<p class="note">{html.escape(texts["application_missing"])}</p>{building}'


def _cards(provinces: Sequence[Province], language: Language, texts: Mapping[str, str]) -> Iterator[str]:
    if not provinces:
        yield f'<p class="empty">{html.escape(texts["no_provinces"])}</p>'
        return
    yield '<ul class="provinces">'
    for province in provinces:
        level = texts["level_central"] if province.central else texts["level_province"]
        mark = f' <span class="sample">{html.escape(texts["sample"])}</span>' if province.sample else ""
        yield (
            f'<li><strong lang="{language}">{html.escape(province.named(language))}</strong>{mark}'
            f'<span class="level">{html.escape(level)}</span><code>{html.escape(province.id)}</code></li>'
        )
    yield "</ul>"


def _example(provinces: Sequence[Province]) -> str:
    """The sample province that has the most to show, where it is loaded; otherwise one that is there."""
    ids = [province.id for province in provinces if not province.central]
    return _EXAMPLE if _EXAMPLE in ids or not ids else ids[0]


def _address(request: Request) -> str:
    """As the visitor sees us; a Host header that is not a host is not repeated."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else "http://127.0.0.1:8080"


@cache
def _template() -> Template:
    return Template((PAGES / "start.html").read_text("utf-8"))


@cache
def _texts() -> Mapping[Language, Mapping[str, str]]:
    texts: Mapping[Language, Mapping[str, str]] = yaml.safe_load((PAGES / "start.yaml").read_text("utf-8"))
    return texts
