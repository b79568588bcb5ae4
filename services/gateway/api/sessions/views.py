"""Sessions and choices as they are told. Names of tenants and units are in the language of the request."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.domain.offices import NAMES, Names
from services.gateway.usecases.sessions import Choice, Offer, Session, Wish
from shared.calendar import to_wire
from shared.tenancy import Role


class BothNames(BaseModel):
    """A name in Vietnamese and in English."""

    vi: str
    en: str


class SignedIn(BaseModel):
    """Who the caller is. A name is null while the service that knows it does not answer."""

    tenant: str
    tenant_name: str | None
    subject: str
    role: Role
    role_name: BothNames
    unit: str | None
    unit_name: str | None
    central: bool = Field(description="at the central level")
    expires_at: str = Field(
        description="the instant at which the session ends", json_schema_extra={"format": "date-time"}
    )
    sample: bool = Field(description="the tenant is made up")


class OfferedUnit(BaseModel):
    id: str
    name: str


class OfferedRole(BaseModel):
    """`units` are those that have somebody in this role; null where it belongs to the whole tenant."""

    role: Role
    name: BothNames
    units: list[OfferedUnit] | None


class OfferedTenant(BaseModel):
    tenant: str
    name: str
    roles: list[OfferedRole]


class SignInChoices(BaseModel):
    """`demo`: choose whom to be; `oidc`: go to `sign_in`; `none`: this installation has sessions for nobody."""

    mode: Literal["demo", "oidc", "none"]
    sign_in: str | None = Field(
        description="where signing in begins, a path; it takes `next`, the path to come back to"
    )
    choices: list[OfferedTenant]


class SignInWish(BaseModel):
    """One of the choices."""

    model_config = ConfigDict(extra="forbid", strict=True)

    tenant: str = Field(max_length=80, examples=["nghe-an"])
    role: str = Field(max_length=80, examples=["unit_head"])
    unit: str | None = Field(default=None, max_length=80, examples=["NA-CA"])

    @property
    def wish(self) -> Wish:
        return Wish(self.tenant, self.role, self.unit)


def signed_in(session: Session, language: str) -> SignedIn:
    who = session.principal
    return SignedIn(
        tenant=who.tenant,
        tenant_name=session.province.named(language) if session.province else None,
        subject=who.subject,
        role=who.role,
        role_name=_both(session.role_name),
        unit=who.unit,
        unit_name=session.unit.named(language) if session.unit else None,
        central=session.central,
        expires_at=to_wire(session.expires),
        sample=session.province is not None and session.province.sample,
    )


def offered(choice: Choice, language: str) -> OfferedTenant:
    roles = [_role(offer, language) for offer in choice.offers]
    return OfferedTenant(tenant=choice.province.id, name=choice.province.named(language), roles=roles)


def _role(offer: Offer, language: str) -> OfferedRole:
    units = None
    if offer.units is not None:
        units = [OfferedUnit(id=unit.id, name=unit.named(language)) for unit in offer.units]
    return OfferedRole(role=offer.role, name=_both(NAMES[offer.role]), units=units)


def _both(names: Names) -> BothNames:
    return BothNames(vi=names.vi, en=names.en)
