"""A client goes where it is told, unencrypted to this machine alone, and reads no endless reply."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from asking_samples import request
from loopback import Reply, Seen, completion, listening, serving

from summarizer.asking import openai_engine
from summarizer.asking.addresses import LONGEST_ADDRESS, leaves_unencrypted
from summarizer.cli import main
from summarizer.errors import ModelBusyError, ModelError, SettingsError

KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


# ── addresses ────────────────────────────────────────────────────────────────────────────────────
NO_ADDRESSES = [
    "ftp://models.example.com/v1",
    "models.example.com/v1",
    "http://",
    "http://models.example.com:0/v1",
    "http://models.example.com:99999/v1",
    "http://ex..ample.com/v1",
    f"http://{'x' * 64}.example.com/v1",
    "http://\U0001f600.example.com/v1",
    "http://models.example.com/v1\x07",
    "http://models.example.com/v1\nhost: other",
    "http://models example.com/v1",
    f"http://models.example.com/{'x' * LONGEST_ADDRESS}",
    "http://[::bad/v1",
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused_before_any_call(address: str) -> None:
    with pytest.raises(SettingsError, match="--base-url") as caught:
        openai_engine("m", base_url=address)
    assert len(str(caught.value)) < LONGEST_ADDRESS + 200


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_azures_address_is_checked_as_any_other(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_VERSION", "2026-01-01")
    with pytest.raises(SettingsError, match="AZURE_OPENAI_ENDPOINT"):
        openai_engine("m")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://models.example.com/v1", None),
        ("http://models.example.com/v1", "models.example.com"),
        ("http://localhost:8080/v1", None),
        ("http://127.0.0.1:8080/v1", None),
        ("http://127.9.9.9/v1", None),
        ("http://[::1]:8080/v1", None),
        ("http://127.0.0.1.evil.invalid/v1", "127.0.0.1.evil.invalid"),
        ("http://localhost.evil.invalid/v1", "localhost.evil.invalid"),
        ("http://10.0.0.7/v1", "10.0.0.7"),
    ],
)
def test_only_this_machine_is_sent_anything_unencrypted(address: str, host: str | None) -> None:
    assert leaves_unencrypted(address) == host


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AZURE_OPENAI_ENDPOINT", "http://10.255.255.1"),
        ("OPENAI_BASE_URL", "http://127.0.0.1.evil.invalid/v1"),
    ],
)
def test_an_address_out_of_the_environment_is_no_other(
    example: Any,
    name: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_VERSION", "2026-01-01")
    monkeypatch.setenv(name, value)
    assert main(["memo", str(example), "--model", "m"]) == 2
    assert "unencrypted" in capsys.readouterr().err


# ── the environment ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
        ("HTTP_PROXY", "foo:bar:baz"),
        ("SSL_CERT_FILE", "/nonexistent/certificates.pem"),
        ("OPENAI_ORG_ID", "örg"),
        ("OPENAI_PROJECT_ID", "a\x07b"),
    ],
)
def test_a_variable_that_cannot_work_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        openai_engine("m", base_url="https://models.example.com/v1")


def test_a_key_of_azure_that_no_header_bears_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://hollin.openai.azure.com")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "schlüssel")
    monkeypatch.setenv("OPENAI_API_VERSION", "2026-01-01")
    with pytest.raises(SettingsError, match="AZURE_OPENAI_API_KEY") as caught:
        openai_engine("m")
    assert "schl" not in str(caught.value)


@pytest.mark.parametrize("option", ["--model", "--issuer", "--base-url", "--section"])
def test_bytes_that_are_no_text_are_a_usage_error(
    example: Any, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memo", str(example), option, "caf\udce9"]) == 2
    assert option in (err := capsys.readouterr().err)
    assert err.count("\n") == 1


def test_a_model_named_by_a_variable_is_a_text_too(
    example: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memo", str(example)], {"SUMMARIZER_MODEL": "caf\udce9"}) == 2
    assert "SUMMARIZER_MODEL" in capsys.readouterr().err


# ── replies ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_says_where_it_leads(status: int) -> None:
    with serving(completion("{}")) as other:
        moved = Reply(status=status, headers={"location": f"{other.url}/elsewhere"})
        with serving(moved) as seen, pytest.raises(ModelError) as caught:
            openai_engine("m", base_url=seen.url).ask(request())
    assert not isinstance(caught.value, ModelBusyError)
    assert f"{other.url}/elsewhere" in str(caught.value)
    assert (len(seen.bodies), other.bodies) == (1, [])


def test_a_packed_reply_is_unpacked() -> None:
    packed = gzip.compress(json.dumps(completion('{"a": "ä"}').body).encode())
    with serving(Reply(body=packed, headers={"content-encoding": "gzip"})) as seen:
        assert openai_engine("m", base_url=seen.url).ask(request()).text == '{"a": "ä"}'


Pieces = Callable[[], Iterator[bytes]]


def saying(pieces: Pieces, status: int = 200) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.end_headers()
            try:
                for piece in pieces():
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # the other side has had enough

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            pass

    return Handler


def dripping() -> Iterator[bytes]:
    for _ in range(600):
        yield b" "
        time.sleep(0.05)


@pytest.mark.parametrize("status", [200, 500])
def test_a_reply_that_never_ends_is_given_up(status: int) -> None:
    with listening(saying(dripping, status)) as url:
        engine = openai_engine("m", base_url=Seen(url=url).url, timeout=0.3)
        with pytest.raises(ModelBusyError, match="The reply did not end within"):
            engine.ask(request())


def test_a_reply_beyond_any_size_is_given_up() -> None:
    endless = saying(lambda: iter([b" " * 1_000_000] * 10_000))
    with listening(endless) as url, pytest.raises(ModelBusyError, match="has more than 20 MB"):
        openai_engine("m", base_url=url).ask(request())
