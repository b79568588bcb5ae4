"""Ports of 127.0.0.1."""

import random
import socket
from contextlib import closing

from deploy.local.language import Refusal

HOST = "127.0.0.1"
# Below the ports that systems give to outgoing connections: a service that is started again finds its port still free.
_LOWEST, _HIGHEST = 20_000, 29_999


def is_free(port: int) -> bool:
    """As a server would bind it. Raises PermissionError for a port that needs more rights."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except PermissionError:
            raise
        except OSError:
            return False
    return True


def require_free(port: int) -> None:
    """Raises Refusal where somebody listens on the port, or may not be listened on."""
    try:
        free = is_free(port)
    except PermissionError as error:
        raise Refusal(
            f"không được phép mở cổng {port}: hãy chọn cổng từ 1024 trở lên bằng --port",
            f"port {port} may not be opened: choose one from 1024 up with --port",
        ) from error
    if not free:
        raise Refusal(
            f"cổng {port} đang được dùng: hãy dừng chương trình đang dùng nó hoặc chọn cổng khác, ví dụ --port {port + 1}",
            f"port {port} is taken: stop the program that uses it or choose another one, for example --port {port + 1}",
        )


def choose(count: int) -> list[int]:
    """That many different free ports."""
    chosen: list[int] = []
    for port in random.sample(range(_LOWEST, _HIGHEST + 1), _HIGHEST - _LOWEST + 1):
        if len(chosen) == count:
            break
        if is_free(port):
            chosen.append(port)
    return chosen
