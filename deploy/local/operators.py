"""`./tiendo rebuild`, `parked` and `redrive` as the command line takes them; what they need is imported when they run."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from deploy.local.language import say

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

READERS = ("reporting", "notifications")


def add_operators(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    _add_rebuild(commands, data)
    _add_parked(commands, data)
    _add_redrive(commands, data)


def _add_rebuild(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say(
        "dựng lại số liệu từ nhật ký bên cạnh bản đang dùng, so sánh rồi thay thế; Ctrl-C để tạm dừng",
        "build a read model anew beside the live one, prove it equal, switch; Ctrl-C pauses",
    )
    parser = commands.add_parser("rebuild", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("service", choices=READERS)
    parser.add_argument("--tenant", metavar="T", help=say("chỉ một tỉnh", "one tenant only"))
    parser.add_argument(
        "--switch", action="store_true", help=say("thay thế cả khi có khác biệt", "switch also where something differs")
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help=say("không tiếp tục lần dựng dở dang", "do not go on with one that was interrupted"),
    )
    parser.set_defaults(run=_rebuild)


def _add_parked(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("các sự kiện bị gác lại và lý do", "events that were set aside, and why")
    parser = commands.add_parser("parked", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--service", choices=READERS, help=say("chỉ một dịch vụ", "one service only"))
    parser.add_argument("--tenant", metavar="T", help=say("chỉ một tỉnh", "one tenant only"))
    parser.set_defaults(run=_parked)


def _add_redrive(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("xử lý lại các sự kiện bị gác, theo thứ tự", "handle events that were set aside again, in order")
    parser = commands.add_parser("redrive", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("service", choices=READERS)
    parser.add_argument("--tenant", metavar="T", help=say("chỉ một tỉnh", "one tenant only"))
    parser.add_argument(
        "--sequence", type=_number, metavar="N", help=say("chỉ một sự kiện; cần --tenant", "one event; needs --tenant")
    )
    parser.set_defaults(run=_redrive)


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(
            say(f"số thứ tự là số từ 1, không phải {text!r}", f"a sequence is a number from 1, not {text!r}")
        )
    return int(text)


def _rebuild(parsed: argparse.Namespace) -> int:
    from deploy.local.rebuild import Wish, rebuild

    return asyncio.run(rebuild(parsed.data, Wish(parsed.service, parsed.tenant, parsed.switch, parsed.anew)))


def _parked(parsed: argparse.Namespace) -> int:
    from deploy.local.parked import parked

    services = READERS if parsed.service is None else (parsed.service,)
    return asyncio.run(parked(parsed.data, services, parsed.tenant))


def _redrive(parsed: argparse.Namespace) -> int:
    from deploy.local.parked import redrive

    return asyncio.run(redrive(parsed.data, parsed.service, parsed.tenant, parsed.sequence))
