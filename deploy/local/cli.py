"""The command line. What a command needs is imported when it runs, so that the supervisor stays small."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.local.datadir import DEFAULT, DataDirectory
from deploy.local.language import Refusal, say
from deploy.local.operators import add_operators

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_INTERRUPTED = 130
_LONGEST_HOURS = 24 * 366


def main(arguments: Sequence[str]) -> int:
    """Exit codes: 0 done, 1 refused or found wrong, 2 not understood, 3 nothing runs or a rebuild differs, 130 interrupted."""
    try:
        return _run(list(arguments))
    except Refusal as refusal:
        print(f"tiendo: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(arguments: list[str]) -> int:
    match arguments:
        case ["test" | "bench" | "chaos" as command, *passed_on]:  # their arguments belong to what they run
            return _develop(command, passed_on)
    parsed = _parser().parse_args(arguments or ["--help"])
    code: int = parsed.run(parsed)
    return code


def _develop(command: str, arguments: list[str]) -> int:
    from deploy.local import development

    run = {"test": development.test, "bench": development.bench, "chaos": development.chaos}[command]
    return run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./tiendo", allow_abbrev=False)
    commands = parser.add_subparsers(metavar=say("LỆNH", "COMMAND"), required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument(
        "--data",
        type=_directory,
        default=DataDirectory(DEFAULT),
        metavar="DIR",
        help=say("thư mục dữ liệu (mặc định: .tiendo)", "data directory (default: .tiendo)"),
    )
    for add in (_add_up, _add_token, _add_status, _add_verify, add_operators, _add_topics):
        add(commands, data)
    _add_for_developers(commands)
    return parser


def _add_up(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("chạy toàn bộ hệ thống, dừng bằng Ctrl-C", "run everything until Ctrl-C")
    parser = commands.add_parser("up", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--demo", action="store_true", help=say("nạp các tỉnh mẫu", "load the sample provinces"))
    parser.add_argument("--port", type=_port, default=8080, help=say("cổng của gateway", "port of the gateway"))
    parser.set_defaults(run=_up)


def _add_token(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("in một token để gọi API", "print a bearer token for the API")
    parser = commands.add_parser("token", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--tenant", required=True, metavar="T", help=say("ví dụ nghe-an", "for example nghe-an"))
    parser.add_argument(
        "--role", required=True, metavar="R", help=say("ví dụ standing_officer", "for example standing_officer")
    )
    parser.add_argument(
        "--unit",
        metavar="U",
        help=say("cho vai trò của một đơn vị, ví dụ NA-CA", "for roles of a unit, for example NA-CA"),
    )
    parser.add_argument(
        "--deputy", action="store_true", help=say("cấp phó, ký thay thủ trưởng", "a deputy, who signs for the head")
    )
    parser.add_argument(
        "--hours", type=_hours, default=12, metavar="N", help=say("hiệu lực (mặc định 12)", "validity (default 12)")
    )
    parser.set_defaults(run=_token)


def _add_status(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("những gì đang chạy, tình trạng và bộ nhớ", "what runs, its health and its memory")
    parser = commands.add_parser("status", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_status)


def _add_verify(commands: "_Commands", data: argparse.ArgumentParser) -> None:
    text = say("kiểm tra chuỗi băm của các nhật ký sự kiện", "check the hash chains of the journals")
    parser = commands.add_parser("verify", help=text, description=text, parents=[data], allow_abbrev=False)
    parser.add_argument("--tenant", metavar="T", help=say("chỉ một tỉnh", "one tenant only"))
    parser.set_defaults(run=_verify)


def _add_topics(commands: "_Commands", _data: argparse.ArgumentParser) -> None:
    text = say("tạo các chủ đề trên Kafka của TIENDO_KAFKA", "create the topics on the Kafka of TIENDO_KAFKA")
    parser = commands.add_parser("topics", help=text, description=text, allow_abbrev=False)
    parser.add_argument("--partitions", type=int, default=12, metavar="N")
    parser.set_defaults(run=_topics)


def _add_for_developers(commands: "_Commands") -> None:
    commands.add_parser(
        "test",
        help=say("mọi kiểm tra và kiểm thử; đối số của pytest", "every check and test; takes pytest's arguments"),
    )
    commands.add_parser("bench", help=say("một phép đo trong benchmarks/", "one of benchmarks/"))
    commands.add_parser(
        "chaos",
        help=say("chạy dưới lỗi cố ý rồi kiểm tra (docs/chaos.md)", "run under faults, then judge (docs/chaos.md)"),
    )
    lock = commands.add_parser("lock", help=say("tạo lại requirements/*.lock", "make requirements/*.lock again"))
    lock.set_defaults(run=_lock)


def _directory(text: str) -> DataDirectory:
    return DataDirectory(Path(text).expanduser().absolute())


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(
            say(f"cổng là số từ 0 đến 65535, không phải {text!r}", f"a port is a number from 0 to 65535, not {text!r}")
        )
    return int(text)


def _hours(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _LONGEST_HOURS:
        raise argparse.ArgumentTypeError(
            say(
                f"số giờ từ 1 đến {_LONGEST_HOURS}, không phải {text!r}",
                f"hours are 1 to {_LONGEST_HOURS}, not {text!r}",
            )
        )
    return int(text)


def _up(parsed: argparse.Namespace) -> int:
    from deploy.local import web
    from deploy.local.up import Wish, plan_of, up

    web.ensure()
    return asyncio.run(up(Wish(parsed.data, parsed.port, parsed.demo), plan_of))


def _token(parsed: argparse.Namespace) -> int:
    from deploy.local.tokens import Request, bearer

    request = Request(parsed.tenant, parsed.role, parsed.unit, parsed.hours, parsed.deputy)
    print(asyncio.run(bearer(parsed.data, request)))
    return 0


def _status(parsed: argparse.Namespace) -> int:
    from deploy.local.status import status

    return asyncio.run(status(parsed.data, parsed.json))


def _verify(parsed: argparse.Namespace) -> int:
    from deploy.local.verify import verify_journals

    return asyncio.run(verify_journals(parsed.data, parsed.tenant))


def _topics(parsed: argparse.Namespace) -> int:
    from deploy.local.topics import topics

    return asyncio.run(topics(parsed.partitions))


def _lock(_parsed: argparse.Namespace) -> int:
    from deploy.local.development import lock

    return lock()
