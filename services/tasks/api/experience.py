"""Experience notes: written for the own tenant, published to all by decision."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Response
from pydantic import AfterValidator, BaseModel, Field

from services.tasks.api import duty_examples as examples
from services.tasks.api.access import Cursor, InsidersTenant, Kept, Limit, identifier, paged
from services.tasks.api.views import answer, page, registered
from services.tasks.domain.exchanges.experience_note import NewExperienceNote, PublicationWish
from services.tasks.usecases import sharing_experience
from services.tasks.usecases.existing import existing
from shared.chassis import Reader, TenantCommand, refusals
from shared.events import ExperienceNoteSnapshot

router = APIRouter(prefix="/v1/{tenant}", tags=["experience"])

NoteId = Annotated[str, Path(), AfterValidator(identifier)]


class WrittenNote(ExperienceNoteSnapshot):
    sequence: int = Field(description="Number of the event; it is visible to readers that have applied this number")


class NotePage(BaseModel):
    items: list[ExperienceNoteSnapshot]
    next: str | None = Field(description="Cursor of the next page; null at the end")


@router.post(
    "/experience-notes",
    operation_id="write_experience_note",
    summary="Ghi kinh nghiệm của địa phương khác / note what another locality has done",
    description="By units, the standing agency and the Office; others see nothing of it before it is published (FR-BP-06).",
    status_code=201,
    response_model=WrittenNote,
    responses=refusals(403, 404, 409, 413, 422),
)
async def write_experience_note(
    caller: Reader,
    command: TenantCommand,
    records: Kept,
    new: Annotated[NewExperienceNote, Body(openapi_examples=examples.NOTE)],
) -> Response:
    return registered(await sharing_experience.write_note(records, caller, command, new))


@router.get(
    "/experience-notes",
    operation_id="list_experience_notes",
    summary="Kinh nghiệm của tỉnh / the tenant's own notes, in order of id",
    response_model=NotePage,
    responses=refusals(403, 404, 422),
)
async def list_experience_notes(
    tenant: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(records.notes.page(tenant, limit, cursor), cursor)
    return page(found.items, found.after)


@router.get(
    "/experience-notes/{note}",
    operation_id="get_experience_note",
    summary="Một ghi chú / one note",
    response_model=ExperienceNoteSnapshot,
    responses=refusals(403, 404),
)
async def get_experience_note(tenant: InsidersTenant, note: NoteId, records: Kept) -> Response:
    found = await existing(records.notes, tenant, note)
    return answer(found.model_dump(mode="json"), version=found.version)


@router.post(
    "/experience-notes/{note}/publication",
    operation_id="publish_experience_note",
    summary="Công bố, thu hồi / publish to every tenant, or take back",
    description="By the standing agency and the Office.",
    response_model=WrittenNote,
    responses=refusals(403, 404, 409, 412, 413, 422),
)
async def publish_experience_note(
    caller: Reader,
    command: TenantCommand,
    note: NoteId,
    records: Kept,
    wish: Annotated[PublicationWish, Body(openapi_examples=examples.PUBLICATION)],
) -> Response:
    committed = await sharing_experience.publish_note(records, caller, command, note, wish)
    state = committed.state
    return answer(state.model_dump(mode="json") | {"sequence": committed.sequence}, 200, state.version)


@router.get(
    "/published-notes",
    operation_id="list_published_notes",
    summary="Kinh nghiệm đã công bố của mọi tỉnh / what any tenant has published",
    description="Read-only, without the task that a note was written for (FR-BP-06).",
    response_model=NotePage,
    responses=refusals(403, 404, 422),
)
async def list_published_notes(
    caller: Reader, _: InsidersTenant, records: Kept, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    found = await paged(sharing_experience.published_notes(records, caller, limit, cursor), cursor)
    return page(found.items, found.after)
