"""An installation that is there to be tried, with units to be of."""

from typing import Any

from starlette.responses import JSONResponse

from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.issuer import Issuer
from tests.component.gateway.upstreams import registration

KEY = "a key that only tests know"
HERE = {"sec-fetch-site": "same-origin"}


def unit(name: str, head: str = "unit_head", officer: str = "unit_officer", **more: Any) -> dict[str, Any]:
    """A unit as tasks tells it."""
    named = {"name_vi": f"Đơn vị {name}", "name_en": f"Unit {name}"}
    return {"id": name, "type": "department", "head_role": head, "officer_role": officer, **named, **more}


UNITS = [
    unit("NA-CA"),
    unit("NA-VINH", "district_chair"),
    unit("NA-XA", "commune_officer", "commune_officer", name_en=None),
    unit("NA-OLD", valid_to="2020-12-31"),
    unit("NA-SOON", valid_from="2999-01-01"),
    unit("NA-ALL", type="unit_class"),
]


def tell(town: Town, path: str, content: Any) -> None:
    """What tasks answers there from now on."""
    town.tasks.answers[path] = JSONResponse(content)


def settle(town: Town) -> Town:
    town.tasks.journal["central"] = [registration("central", "central", "Trung ương", "Central level")]
    town.tasks.journal["nghe-an"] = [registration("nghe-an", "province", "Tỉnh Nghệ An", "Nghe An Province")]
    town.tasks.journal["atlantis"] = [registration("atlantis", "province", "Tỉnh mẫu", "Sample", "synthetic")]
    tell(town, "/v1/nghe-an/units", {"items": UNITS, "next": None})
    return town


async def demo(build: Builder, issuer: Issuer, **settings: Any) -> Town:
    """Offices are chosen here."""
    return settle(await build(session_key=KEY, demo_issuer_key_file=issuer.private, **settings))


async def sign_in(town: Town, role: str = "standing_officer", unit: str | None = None, tenant: str = "nghe-an") -> str:
    """The cookie of a new session, as a header."""
    wish = {"tenant": tenant, "role": role, "unit": unit}
    answer = await town.web.post("/session", json=wish, headers=HERE)
    assert answer.status_code == 201, answer.text
    town.web.cookies.clear()
    return answer.headers["set-cookie"].partition(";")[0]


def roles(choices: Any, tenant: str) -> dict[str, Any]:
    """Of the answer: units by role."""
    (found,) = [choice for choice in choices["choices"] if choice["tenant"] == tenant]
    return {role["role"]: role["units"] and [unit["id"] for unit in role["units"]] for role in found["roles"]}
