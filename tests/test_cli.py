import socket

import pytest
from typer.testing import CliRunner

from espace.cli import app
from espace.settings import settings


def test_a_server_does_not_start_on_a_port_that_another_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as Granian does: sharing would be allowed
        other.bind((settings().host, 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr(settings(), "port", port)
        done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 1
    assert f"Le port {port} est déjà pris" in done.stderr
