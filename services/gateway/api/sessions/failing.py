"""What goes wrong on the way to a session, as a page in both languages for whoever looks at it with a browser."""

import html
from functools import cache
from string import Template

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.api.documents import PAGES
from shared.chassis import Problem, language_of


def failed(problem: Problem, request: Request) -> Response:
    """A problem document for those who did not ask for a page."""
    if "text/html" not in request.headers.get("accept", ""):
        answer: Response = problem.answer(request)
    else:
        language = language_of(request)
        first, second = (problem.document(each) for each in (("en", "vi") if language == "en" else ("vi", "en")))
        words = {"title": first["title"], "detail": first["detail"]}
        others = {"other_title": second["title"], "other_detail": second["detail"]}
        page = _template().substitute(
            {name: html.escape(text) for name, text in (words | others).items()}, lang=language
        )
        answer = HTMLResponse(page, problem.kind.status, {**problem.headers, "content-language": language})
    answer.headers["cache-control"] = "no-store"
    return answer


@cache
def _template() -> Template:
    return Template((PAGES / "sign-in-failed.html").read_text("utf-8"))
