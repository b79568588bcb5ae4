"""The start page and the API's documentation: all of it is served from here."""

import re
from html.parser import HTMLParser

import pytest

from services.gateway.domain.references import names_in
from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.upstreams import registration


class Page(HTMLParser):
    """Addresses that a browser would fetch or follow, and what the policy forbids inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [value for name in ("href", "src", "action") if (value := given.get(name))]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)


@pytest.fixture
async def provinces(build: Builder) -> Town:
    town = await build()
    town.tasks.journal["central"] = [registration("central", "central", "Trung ương", "Central level")]
    town.tasks.journal["nghe-an"] = [registration("nghe-an", "province", "Tỉnh Nghệ An", "Nghe An Province")]
    sample = registration("atlantis", "province", "<b>Tỉnh mẫu</b>", "<b>Sample</b>", "synthetic")
    town.tasks.journal["atlantis"] = [sample]
    return town


async def test_a_page_fetches_nothing_from_elsewhere_and_has_nothing_inline(provinces: Town) -> None:
    for path in ("/", "/start", "/start?lang=en", "/docs"):
        answer = await provinces.web.get(path)
        page = Page(answer.text)
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert page.inline == []
        assert all(address.startswith(("/", "#")) for address in page.addresses)
        for address in {address for address in page.addresses if address.startswith("/")}:
            assert (await provinces.web.get(address)).status_code == 200


async def test_scripts_and_styles_of_the_pages_load_nothing_from_elsewhere(town: Town) -> None:
    for path in ("/static/start.css", "/docs/assets/swagger-ui.css"):
        loaded = re.findall(r"(?:@import|url\()\s*[\"']?([^\"')\s]+)", (await town.web.get(path)).text)
        assert all(address.startswith(("data:", "#")) for address in loaded)
    script = (await town.web.get("/static/docs.js")).text
    assert "validatorUrl: null" in script
    assert "http" not in script


async def test_the_provinces_are_named_in_vietnamese_first(provinces: Town) -> None:
    answer = await provinces.web.get("/")
    text = answer.text
    assert answer.headers["content-language"] == "vi"
    assert text.index("Trung ương") < text.index("Tỉnh Nghệ An")
    assert "./tiendo token --tenant nghe-an --role standing_officer" in text
    assert f"{provinces.gateway}/v1/nghe-an/overview" in text


async def test_english_is_one_link_away(provinces: Town) -> None:
    assert 'href="/start?lang=en"' in (await provinces.web.get("/")).text
    answer = await provinces.web.get("/start?lang=en")
    assert answer.headers["content-language"] == "en"
    assert "Nghe An Province" in answer.text
    assert 'href="/start?lang=vi"' in answer.text


async def test_names_are_text_and_samples_are_labelled(provinces: Town) -> None:
    text = (await provinces.web.get("/")).text
    assert "<b>Tỉnh mẫu</b>" not in text
    assert text.count('<span class="sample">dữ liệu mẫu</span>') == 1
    assert re.search(r"&lt;b&gt;Tỉnh mẫu&lt;/b&gt;</strong> <span class=\"sample\">", text)


async def test_without_tasks_the_page_still_stands(town: Town) -> None:
    await town.stop("tasks")
    answer = await town.web.get("/")
    assert answer.status_code == 200
    assert "./tiendo up --demo" in answer.text


async def test_a_host_that_is_none_is_not_repeated(town: Town) -> None:
    text = (await town.web.get("/", headers={"host": "x'onload=y"})).text
    assert "onload" not in text
    assert "http://127.0.0.1:8080/v1/" in text


async def test_one_document_describes_all_services(town: Town) -> None:
    document = (await town.web.get("/openapi.json")).json()
    assert {
        "/v1/{tenant}/overview",
        "/v1/{tenant}/events",
        "/v1/{tenant}/stream",
        "/v1/{tenant}/tasks",
        "/v1/{tenant}/inbox",
        "/v1/comparison",
    } <= document["paths"].keys()
    assert not any(path.startswith("/internal") for path in document["paths"])
    assert all(name.entry in document["components"][name.section] for name in names_in(document))
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    open_to_strangers = [operation["operationId"] for operation in operations if "security" not in operation]
    assert open_to_strangers == ["gateway_begin_session", "gateway_end_session", "gateway_list_session_choices"]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
