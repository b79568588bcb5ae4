"""Directives: entered, found, translated, acknowledged by units, and linked to the directives and work above them."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response
from pydantic import AfterValidator

from services.tasks.api import directive_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, WorkId, identifier, paged
from services.tasks.api.directive_views import (
    AcknowledgementFilters,
    AcknowledgementPage,
    DirectiveFilters,
    DirectivePage,
    EnteredDirective,
    GivenAcknowledgement,
    LinkList,
    LinkPage,
    RegisteredLink,
    WholeDirective,
    acknowledgements_json,
    directive_json,
    entered,
    whole_json,
)
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.directives.acknowledgement import AcknowledgementWish
from services.tasks.domain.directives.directive_wishes import NewDirective, TranslationWish
from services.tasks.domain.directives.link import NewLink
from services.tasks.domain.values import Identifier
from services.tasks.usecases import acknowledging, directing, linking
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.chassis.refusals import Responses

router = APIRouter(prefix="/v1/{tenant}", tags=["directives"])
_WRITING = refusals(403, 404, 409, 413, 422)
_CHANGING = refusals(403, 404, 409, 412, 413, 422)
_MOST_LINKS = 500
_KNOWN: Responses = {200: {"description": "Đã có, thêm bản dịch và nguồn / known already", "model": EnteredDirective}}


async def _owed(directive: WorkId, unit: Annotated[str, Path(), AfterValidator(identifier)]) -> tuple[str, str]:
    return directive, unit


Owed = Annotated[tuple[str, str], Depends(_owed)]


@router.post(
    "/directives",
    operation_id="register_directive",
    summary="Nhập văn bản chỉ đạo / enter a directive",
    description="By number, symbol, issuer and day a document is there once: entered again, from another source or in "
    "another language, it answers 200 with the same directive and adds what is new of it (FR-BP-23). What looks unusual "
    "is kept and told in `warnings`.",
    status_code=201,
    response_model=EnteredDirective,
    responses=_KNOWN | _WRITING,
)
async def register_directive(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewDirective, Body(openapi_examples=examples.DIRECTIVE)],
) -> Response:
    return entered(await directing.issue(records, caller, command, new))


@router.get(
    "/directives",
    operation_id="list_directives",
    summary="Văn bản chỉ đạo, mới ban hành trước / directives, the newest first",
    response_model=DirectivePage,
    responses=refusals(403, 404, 422),
)
async def list_directives(
    tenant: InsidersTenant, records: Kept, filters: Annotated[DirectiveFilters, Query()]
) -> Response:
    search = records.directives.search(tenant, filters.search(), filters.limit, filters.cursor)
    found = await paged(search, filters.cursor)
    return answer({"items": [directive_json(directive) for directive in found.items], "next": found.after})


@router.get(
    "/directives/{directive}",
    operation_id="get_directive",
    summary="Một văn bản với văn bản cấp trên, liên kết / one directive, with those above it and its links",
    response_model=WholeDirective,
    responses=refusals(403, 404),
)
async def get_directive(tenant: InsidersTenant, directive: WorkId, records: Kept) -> Response:
    found = await existing(records.directives, tenant, directive)
    chain = await directing.chain_of(records, found)
    links = await records.links.page(tenant, _MOST_LINKS, None, {"directive": directive})
    assignments = await records.works.count_assignments(tenant, directive)
    return answer(whole_json(found, assignments, chain, links.items), version=found.version)


@router.post(
    "/directives/{directive}/translations",
    operation_id="translate_directive",
    summary="Thêm bản dịch, nguồn / add a translation or a source",
    response_model=EnteredDirective,
    responses=_CHANGING,
)
async def translate_directive(
    caller: Reader,
    command: TenantCommand,
    directive: WorkId,
    records: Kept,
    wish: Annotated[TranslationWish, Body(openapi_examples=examples.TRANSLATION)],
) -> Response:
    committed = await directing.translate(records, caller, command, directive, wish)
    content = directive_json(committed.state) | {"sequence": committed.sequence}
    return answer(content, version=committed.state.version)


@router.get(
    "/directives/{directive}/acknowledgements",
    operation_id="list_acknowledgements",
    summary="Đơn vị nào đã, chưa xác nhận / who has acknowledged it, and who has not",
    response_model=AcknowledgementPage,
    responses=refusals(403, 404, 422),
)
async def list_acknowledgements(
    tenant: InsidersTenant, directive: WorkId, records: Kept, filters: Annotated[AcknowledgementFilters, Query()]
) -> Response:
    wanted = {"directive": directive, "status": filters.status}
    listing = acknowledging.page(records, tenant, wanted, filters.limit, filters.cursor)
    found = await paged(listing, filters.cursor)
    return answer(acknowledgements_json(found.items, found.after))


@router.post(
    "/directives/{directive}/acknowledgements/{unit}",
    operation_id="acknowledge_directive",
    summary="Xác nhận tiếp nhận / acknowledge a directive",
    description="By the head and officers of the unit, once.",
    response_model=GivenAcknowledgement,
    responses=_CHANGING,
)
async def acknowledge_directive(
    caller: Reader,
    command: TenantCommand,
    owed: Owed,
    records: Kept,
    wish: Annotated[AcknowledgementWish, Body(openapi_examples=examples.ACKNOWLEDGEMENT)],
) -> Response:
    committed = await acknowledging.acknowledge(records, caller, command, owed, wish)
    content = committed.state.model_dump(mode="json") | {"sequence": committed.sequence}
    return answer(content, version=committed.state.version)


@router.post(
    "/links",
    operation_id="register_link",
    summary="Liên kết văn bản với nhiệm vụ, văn bản cấp trên / link a directive to work or a directive above",
    description="In the own tenant the target must exist; at the central level it is a reference. Nothing is added up.",
    status_code=201,
    response_model=RegisteredLink,
    responses=_WRITING,
)
async def register_link(
    caller: Reader, command: TenantCommand, records: Kept, new: Annotated[NewLink, Body(openapi_examples=examples.LINK)]
) -> Response:
    return registered(await linking.link(records, caller, command, new))


@router.get(
    "/links",
    operation_id="list_links",
    summary="Các liên kết của tỉnh / the tenant's links, in order of id",
    response_model=LinkPage,
    responses=refusals(403, 404, 422),
)
async def list_links(tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None) -> Response:
    found = await paged(records.links.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/links/incoming",
    operation_id="list_incoming_links",
    summary="Văn bản nào liên kết tới / which directives refer to this work or directive",
    description="For the central officer: from every province (FR-NT-05, FR-NT-06).",
    response_model=LinkList,
    responses=refusals(403, 404, 422),
)
async def list_incoming_links(
    caller: Reader, tenant: InsidersTenant, records: Kept, target: Annotated[Identifier, Query()]
) -> Response:
    links = await linking.leading_to(records, caller, tenant, target)
    return answer({"items": [link.model_dump(mode="json") for link in links]})
