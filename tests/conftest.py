"""What all tests share: the reference folder, the closed network, the recorded exchanges."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        action="store_true",
        help="make the cassettes anew against $OPENAI_BASE_URL, and the golden files with them",
    )
    parser.addoption(
        "--golden",
        action="store_true",
        help="write the golden files anew, answers replayed from the cassettes",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents and labels, which is not part of the project."""
    folder = Path(os.environ.get("RISK_SUMMARIZER_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold" / "seed-gold.json").is_file():
        pytest.skip(f"no reference documents and labels in {folder}")
    return folder


@pytest.fixture(scope="session")
def example(root: Path) -> Path:
    """The filing that we wrote, of a company that does not exist."""
    (path,) = (root / "examples").glob("*-10k-2025.html")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs one command in this process; returns its status, stdout and stderr."""

    def call(*arguments: object, environ: dict[str, str] | None = None) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments], environ or {})
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The ledger that a command opens by default is the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No test reaches beyond this machine, whatever library it goes through."""
    if request.config.getoption("--record"):
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No test depends on the keys and endpoints of whoever runs it."""
    if request.config.getoption("--record"):
        return
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "AZURE_OPENAI_", "SUMMARIZER_")):
            monkeypatch.delenv(name)


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Not even loopback: what a cassette does not hold must fail."""
    if not request.config.getoption("--record"):

        def refuse(_self: socket.socket, address: Any) -> None:
            pytest.fail(f"a recorded test opened a socket: {address}")

        monkeypatch.setattr(socket.socket, "connect", refuse)
