import socket
from contextlib import closing

import pytest

from deploy.local import ports
from deploy.local.language import Refusal


def test_a_port_that_somebody_listens_on_is_refused_with_another_one_as_advice() -> None:
    with closing(socket.create_server((ports.HOST, 0))) as server:
        port = server.getsockname()[1]
        with pytest.raises(Refusal, match=rf"port {port} is taken.*--port {port + 1}"):
            ports.require_free(port)


def test_a_port_becomes_free_when_its_listener_ends() -> None:
    with closing(socket.create_server((ports.HOST, 0))) as server:
        port = server.getsockname()[1]
    ports.require_free(port)


def test_chosen_ports_are_free_different_and_out_of_reach_of_outgoing_connections() -> None:
    chosen = ports.choose(4)
    assert len(set(chosen)) == 4
    assert all(20_000 <= port < 30_000 and ports.is_free(port) for port in chosen)
