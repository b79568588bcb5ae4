"""The API's description: one OpenAPI document of all services, and the page that shows it. Everything is served from here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from services.gateway.domain.contracts import Contract, merge
from services.gateway.domain.overviews import with_overview
from shared.chassis import refusals
from shared.chassis.refusals import with_problems

PAGES = Path(__file__).parent.parent / "pages"
_INFO = {
    "title": "Tiendo",
    "version": "1",
    "description": (
        "Nhiệm vụ, tiến độ và sự kiện của nhiều tỉnh. Mọi lỗi theo RFC 9457, bằng tiếng Việt hoặc tiếng Anh theo "
        "`Accept-Language`.\n\nTasks, progress and events of many provinces. Errors follow RFC 9457, in Vietnamese or "
        "English by `Accept-Language`."
    ),
}


def document_routes() -> APIRouter:
    """Swagger UI comes out of an installed package; our own files are few."""
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def docs() -> FileResponse:
        return FileResponse(PAGES / "docs.html", media_type="text/html")

    router.mount("/docs/assets", StaticFiles(packages=[("fastapi_offline", "static")]))
    router.mount("/static", StaticFiles(directory=PAGES / "static"))
    return router


def public_document(contracts: Sequence[Contract], own: Sequence[APIRouter]) -> dict[str, Any]:
    """The gateway's operations first, then the services'."""
    routes = [route for router in own for route in router.routes]
    described = with_problems(get_openapi(title="gateway", version="1", routes=routes))
    theirs = [with_overview(contract) if contract.service == "reporting" else contract for contract in contracts]
    document = merge({"openapi": described["openapi"], "info": _INFO}, [Contract("gateway", described), *theirs])
    for operation in (operation for path in document["paths"].values() for operation in path.values()):
        operation["responses"] |= _refused_here(operation)
    return document


def _refused_here(operation: Mapping[str, Any]) -> dict[str, Any]:
    """What stands before every route of the API, and the largest body that is passed on."""
    statuses = (413, 429) if "requestBody" in operation else (429,)
    said = refusals(*statuses)
    return {str(status): said[status] for status in statuses}
