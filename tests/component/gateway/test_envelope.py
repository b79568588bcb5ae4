"""What every answer carries, and the methods that every address understands."""

from tests.component.gateway.conftest import Builder, Town

EVERYWHERE = ["/", "/docs", "/openapi.json", "/static/start.css", "/healthz", "/v1/nghe-an/tasks", "/nowhere"]


async def test_browsers_are_kept_safe_on_every_answer(town: Town) -> None:
    for path in EVERYWHERE:
        headers = (await town.web.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "server" not in headers


async def test_every_answer_says_by_which_id_its_traces_are_found(town: Town) -> None:
    for path in EVERYWHERE:
        assert (await town.web.get(path, headers={"x-correlation-id": "c-7"})).headers["x-correlation-id"] == "c-7"
    made = (await town.get("/v1/nghe-an/tasks")).headers["x-correlation-id"]
    assert town.tasks.received[0].headers["x-correlation-id"] == made


async def test_a_correlation_id_that_is_none_is_replaced(town: Town) -> None:
    answer = await town.web.get("/healthz", headers={"x-correlation-id": "a b<script>"})
    assert answer.headers["x-correlation-id"].isalnum()


async def test_answers_of_the_api_are_not_kept_by_caches(town: Town) -> None:
    assert (await town.get("/v1/nghe-an/overview")).headers["cache-control"] == "no-store"


async def test_head_is_get_without_its_body(town: Town) -> None:
    for path in ("/", "/docs", "/openapi.json", "/static/start.css", "/v1/nghe-an/overview", "/healthz"):
        head = await town.web.head(path, headers=town.issuer.bearer())
        get = await town.web.get(path, headers=town.issuer.bearer())
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers.get("content-length") == get.headers.get("content-length")


async def test_head_of_a_stream_ends(town: Town) -> None:
    answer = await town.web.head("/v1/nghe-an/stream", headers=town.issuer.bearer())
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


async def test_an_address_says_what_it_allows(town: Town) -> None:
    for path, allowed in (
        ("/v1/nghe-an/overview", "GET, HEAD, OPTIONS"),
        ("/v1/nghe-an/tasks", "GET, HEAD, OPTIONS, POST"),
        ("/v1/nghe-an/tasks/NA-T-01/status", "OPTIONS, POST"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/static/start.css", "GET, HEAD, OPTIONS"),
    ):
        options = await town.web.options(path)
        assert (options.status_code, options.headers["allow"], options.content) == (204, allowed, b"")
        assert "access-control-allow-origin" not in options.headers
        refused = await town.web.delete(path, headers=town.issuer.bearer())
        assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
        assert refused.json()["type"] == "https://tiendo.vn/problems/method-not-allowed"


async def test_problems_speak_vietnamese_unless_english_is_preferred(town: Town) -> None:
    said = {}
    for language in ("", "vi", "en", "en-GB,en;q=0.9,vi;q=0.1", "fr"):
        answer = await town.web.get("/nowhere", headers={"accept-language": language})
        assert answer.headers["content-type"] == "application/problem+json"
        said[language] = (answer.headers["content-language"], answer.json()["title"])
    assert said["en"] == said["en-GB,en;q=0.9,vi;q=0.1"] == ("en", "Not found")
    assert said[""] == said["vi"] == said["fr"] == ("vi", "Không tìm thấy")


async def test_a_caller_who_is_too_fast_is_told_when_to_come_back(build: Builder) -> None:
    town = await build(rate_burst=3, rate_per_second=0.5)
    answers = [await town.get("/v1/nghe-an/inbox") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"] == "2"
    assert answers[-1].json()["type"] == "https://tiendo.vn/problems/too-many-requests"
    other = await town.get("/v1/nghe-an/inbox", role="chairman")
    assert other.status_code == 200


async def test_health_and_metrics_answer_without_a_token(town: Town) -> None:
    assert (await town.web.get("/healthz")).status_code == 200
    assert (await town.web.get("/readyz")).json()["ready"] is True
    assert "tiendo_sse_clients" in (await town.web.get("/metrics")).text
