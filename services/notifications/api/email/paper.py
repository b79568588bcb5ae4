"""What the pages behind links in mails are made of: plain HTML in both languages, without a script."""

from html import escape

from starlette.responses import HTMLResponse

from services.notifications.domain.phrases import Said
from shared.tenancy import is_identifier

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_TITLE = Said("Thông báo qua thư điện tử", "Notices by email")
_OVER = Said(
    "Liên kết này không còn hiệu lực. Hãy nhờ cơ quan thường trực gửi lại thư xác nhận.",
    "This link opens nothing any more. Ask the standing agency to send the confirmation again.",
)
_STYLE = (
    "body{font-family:Arial,sans-serif;max-width:36em;margin:3em auto;padding:0 1em;line-height:1.5;color:#111}"
    "button,select{font-size:1.1em;padding:.5em 1em;max-width:100%}label{display:block;margin-top:1em}"
    "[role=alert]{border-left:.3em solid #a00;padding-left:1em}[role=status]{border-left:.3em solid #060;padding-left:1em}"
)


def page(body: str, status: int = 200) -> HTMLResponse:
    """`body` is HTML already."""
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(_TITLE.vi)} / {escape(_TITLE.en)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Tiendo</h1>{body}</main></body></html>",
        status,
        _HEADERS,
    )


def over() -> HTMLResponse:
    """The link opens nothing, whether it never did or does no longer."""
    return page(in_both(_OVER), 404)


def in_both(said: Said) -> str:
    """A paragraph in each language."""
    return f'<p>{escape(said.vi)}</p><p lang="en">{escape(said.en)}</p>'


def inline(said: Said) -> str:
    return f'{escape(said.vi)} / <span lang="en">{escape(said.en)}</span>'


def one_button(words: Said) -> str:
    return f'<form method="post"><button>{escape(words.vi)} / {escape(words.en)}</button></form>'


def is_link(link: str) -> bool:
    key, dot, secret = link.partition(".")
    return bool(dot) and is_identifier(key) and link.isascii() and bool(secret)
