"""`/email/{tenant}/settings/{link}` and `…/unsubscribe/{link}`: whoever reads a mail says which mails are to come.

Looking changes nothing: mail programs open links. One POST without a question ends a kind of mails (RFC 8058).
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from services.notifications.api.email.paper import in_both, inline, is_link, one_button, over, page
from services.notifications.domain.email.errors import InvalidWish, NoSuchLink
from services.notifications.domain.email.preferences import NAMES, Choice, Preferences, Terms
from services.notifications.domain.notices import NoticeKind
from services.notifications.domain.phrases import Said
from services.notifications.usecases.email.choosing import Choosing, Opened
from shared.tenancy import TenantId, is_identifier

_CHOOSE = Said("Chọn thư bạn muốn nhận tại địa chỉ này.", "Choose which mails you get at this address.")
_LANGUAGE = Said("Ngôn ngữ của thư", "Language of the mails")
_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
_WAYS: Mapping[Choice, Said] = {
    Choice.AT_ONCE: Said("Gửi ngay", "At once"),
    Choice.DIGEST: Said("Trong thư tổng hợp hằng ngày", "In the daily digest"),
    Choice.OFF: Said("Không gửi thư", "Not by mail"),
}
_INBOX = Said(
    "Mọi thông báo luôn có trong hộp thư của hệ thống.",
    "Whatever you choose, all notices are in the inbox of the system.",
)
_SAVE = Said("Lưu", "Save")
_SAVED = Said("Đã lưu lựa chọn của bạn.", "Your choices are saved.")
_REFUSED = Said("Chưa lưu.", "Nothing was saved.")
_NOT_READ = Said("Lựa chọn không hợp lệ.", "The choices could not be read.")
_STOP_ASK = Said("Không nhận các thư sau tại địa chỉ này nữa?", "Stop these mails to this address?")
_STOP = Said("Không nhận nữa", "Stop them")
_STOPPED = Said("Địa chỉ này không nhận các thư sau nữa.", "This address gets these mails no more.")

Answer = Callable[[TenantId], Awaitable[HTMLResponse]]


def choice_routes(choosing: Choosing) -> APIRouter:
    """No token: the link is the secret. Not part of the described API, for it is people and mail programs who open it."""
    router = APIRouter(include_in_schema=False)
    _settings(router, choosing)
    _unsubscribing(router, choosing)
    return router


def _settings(router: APIRouter, choosing: Choosing) -> None:
    path = "/email/{tenant}/settings/{link}"

    @router.get(path)
    async def show_choices(tenant: str, link: str) -> HTMLResponse:
        async def answer(of: TenantId) -> HTMLResponse:
            return _form((await choosing.opened(of, link)).terms)

        return await _answered(tenant, link, answer)

    @router.post(path)
    async def choose(tenant: str, link: str, request: Request) -> HTMLResponse:
        body = await request.body()

        async def answer(of: TenantId) -> HTMLResponse:
            opened = await choosing.opened(of, link)
            try:
                wish = _wished(body)
                opened = await choosing.choose(of, link, wish.language, wish.choices)
            except ValueError:
                return _form(opened.terms, _alert([_REFUSED, _NOT_READ]), 422)
            except InvalidWish as problem:
                return _form(opened.terms, _alert([_REFUSED, *(fault.message for fault in problem.faults)]), 422)
            return _form(opened.terms, f'<div role="status">{in_both(_SAVED)}</div>')

        return await _answered(tenant, link, answer)


def _unsubscribing(router: APIRouter, choosing: Choosing) -> None:
    path = "/email/{tenant}/unsubscribe/{link}"

    @router.get(path)
    async def ask_before_unsubscribing(tenant: str, link: str) -> HTMLResponse:
        async def answer(of: TenantId) -> HTMLResponse:
            opened = await choosing.opened_to_unsubscribe(of, link)
            return page(in_both(_STOP_ASK) + _named(opened) + one_button(_STOP))

        return await _answered(tenant, link, answer)

    @router.post(path)
    async def unsubscribe(tenant: str, link: str) -> HTMLResponse:
        async def answer(of: TenantId) -> HTMLResponse:
            try:
                opened = await choosing.unsubscribe(of, link)
            except InvalidWish as problem:
                return page(_alert([fault.message for fault in problem.faults]), 422)
            return page(f'<div role="status">{in_both(_STOPPED)}</div>{_named(opened)}{in_both(_INBOX)}')

        return await _answered(tenant, link, answer)


async def _answered(tenant: str, link: str, answer: Answer) -> HTMLResponse:
    """Links that open nothing are answered alike."""
    if not (is_identifier(tenant) and is_link(link)):
        return over()
    try:
        return await answer(TenantId(tenant))
    except NoSuchLink:
        return over()


def _wished(body: bytes) -> Preferences:
    """Raises ValueError."""
    fields = dict(parse_qsl(body.decode("ascii"), max_num_fields=len(NoticeKind) + 1))
    language = fields.pop("language", "vi")
    return Preferences.model_validate({"language": language, "choices": fields})


def _form(terms: Terms, told: str = "", status: int = 200) -> HTMLResponse:
    languages = [_option(code, name, code == terms.preferences.language) for code, name in _LANGUAGES.items()]
    kinds = [_select(kind.value, NAMES[kind], _options(terms, kind)) for kind in terms.kinds]
    fields = "".join([_select("language", _LANGUAGE, languages), *kinds])
    save = f"<p><button>{escape(_SAVE.vi)} / {escape(_SAVE.en)}</button></p>"
    return page(f'{told}{in_both(_CHOOSE)}<form method="post">{fields}{save}</form>{in_both(_INBOX)}', status)


def _options(terms: Terms, kind: NoticeKind) -> list[str]:
    """Only what may be chosen."""
    chosen = terms.choice(kind)
    return [_option(each.value, f"{_WAYS[each].vi} / {_WAYS[each].en}", each is chosen) for each in terms.open_to(kind)]


def _select(name: str, words: Said, options: Sequence[str]) -> str:
    select = f'<select id="{name}" name="{name}">{"".join(options)}</select>'
    return f'<label for="{name}">{inline(words)}</label>{select}'


def _option(value: str, words: str, selected: bool) -> str:
    return f'<option value="{value}"{" selected" if selected else ""}>{escape(words)}</option>'


def _named(opened: Opened) -> str:
    return f"<ul>{''.join(f'<li>{inline(NAMES[kind])}</li>' for kind in opened.kinds)}</ul>"


def _alert(said: Sequence[Said]) -> str:
    return f'<div role="alert">{"".join(map(in_both, said))}</div>'
