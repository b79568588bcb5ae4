"""Commands and questions of the scenarios, as people of the programme give them through the gateway."""

from typing import Any

import httpx2

from tests.e2e.waiting import until

Body = dict[str, Any]


def done(client: httpx2.Client, path: str, method: str = "POST", **body: Any) -> Body:
    """The answer to a command that must succeed."""
    answer = client.request(method, path, json=body)
    assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text}"
    content: Body = answer.json()
    return content


def refused(client: httpx2.Client, path: str, status: int, **body: Any) -> Body:
    """The problem document of a command that must be refused."""
    answer = client.post(path, json=body)
    assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text}"
    problem: Body = answer.json()
    return problem


def seen(client: httpx2.Client, path: str, **params: Any) -> Body:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
    content: Body = answer.json()
    return content


def overview(client: httpx2.Client, tenant: str, after: int = 0, **params: Any) -> Body:
    """The overview, once it has applied the event of that number."""

    def look() -> Body | None:
        board = seen(client, f"/v1/{tenant}/overview", **params)
        return board if (board["sequence"] or 0) >= after else None

    return until(look)


def heard(client: httpx2.Client, command: Body) -> None:
    """Returns once reporting has applied what the command of that answer changed."""
    overview(client, command["tenant"], after=command["sequence"])


def told(client: httpx2.Client, tenant: str, subject: str, saying: str = "") -> list[Body]:
    """The notices of that work in the caller's inbox whose titles say that, once there are any."""

    def look() -> list[Body]:
        items = seen(client, f"/v1/{tenant}/inbox", limit=200)["items"]
        return [notice for notice in items if notice["subject"] == subject and saying in notice["title_vi"]]

    return until(look)
