"""Commands of operators (rebuild, parked, redrive, export, restore, reindex); what they need is imported when they run."""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.local.language import say

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

READERS = ("reporting", "notifications")


def add_operators(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    _add_rebuild(commands, data)
    _add_parked(commands, data)
    _add_redrive(commands, data)
    _add_export(commands, data)
    _add_restore(commands, data)
    _add_reindex(commands, data)


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


def _add_export(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say(
        "xuất toàn bộ dữ liệu một tỉnh ra thư mục hoặc tệp .tar, .tar.gz",
        "put all data of a tenant into a folder, or a .tar or .tar.gz file",
    )
    parser = commands.add_parser("export", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--tenant", metavar="T", required=True)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True)
    parser.set_defaults(run=_export)


def _add_restore(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("khôi phục một tỉnh từ tệp đã xuất", "restore a tenant from what was exported")
    parser = commands.add_parser("restore", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=_restore)


def _add_reindex(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say(
        "tính lại các trường tìm kiếm của mọi bản ghi (khi khởi động, Tiendo tự làm nếu có trường mới)",
        "work out the fields of every search anew (a start does it by itself where fields are new)",
    )
    parser = commands.add_parser("reindex", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.set_defaults(run=_reindex)


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


def _export(parsed: argparse.Namespace) -> int:
    from deploy.local.archives import export

    return export(parsed.data, parsed.tenant, parsed.out.absolute())


def _restore(parsed: argparse.Namespace) -> int:
    from deploy.local.archives import restore

    return restore(parsed.data, parsed.file.absolute())


def _reindex(parsed: argparse.Namespace) -> int:
    from deploy.local.archives import reindex

    return reindex(parsed.data)
