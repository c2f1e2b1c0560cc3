"""Whole runs by batch, and what can be done with batches that were sent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchServer, Line, batch_server, ending, never
from loopback import Reply, completion, failure
from recorded import recorded_answers

from summarizer.calling import open_ledger, price_of
from summarizer.cli import main

KEY = "sk-planted-0123456789abcdef"


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return recorded_answers()


@pytest.fixture
def server(told: dict[str, str]) -> Iterator[BatchServer]:
    def chat(body: dict[str, Any]) -> Reply:
        text = told.get(body["messages"][-1]["content"])
        return failure(400, "unknown page") if text is None else completion(text)

    with batch_server(chat) as made:
        yield made


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def arguments(example: Path, server: BatchServer, folder: Path, *more: object) -> list[str]:
    options = ("memo", example, "--model", "gpt-4o", "--base-url", server.url)
    outputs = ("-o", folder / "memo.json", "--ledger", folder / "l.sqlite")
    return [str(one) for one in (*options, *outputs, *more)]


def risks(folder: Path) -> Any:
    return json.loads((folder / "memo.json").read_text("utf-8"))["risks"]


def asked_by_batch(server: BatchServer) -> int:
    return sum(len(upload["file"].splitlines()) for upload in server.uploads)


def batch(action: str, server: BatchServer, folder: Path, *more: str) -> int:
    ledger = ("--ledger", str(folder / "l.sqlite"))
    return main(["batch", action, *ledger, "--base-url", server.url, *more])


# ── memo --batch ─────────────────────────────────────────────────────────────────────────────────
def test_a_memo_by_batch_says_what_one_asked_live_says(
    example: Path, tmp_path: Path, server: BatchServer
) -> None:
    live, by_batch = tmp_path / "live", tmp_path / "batch"
    live.mkdir()
    by_batch.mkdir()
    assert main(arguments(example, server, live)) == 0
    asked = len(server.live)
    assert main(arguments(example, server, by_batch, "--batch")) == 0
    assert risks(by_batch) == risks(live)
    assert len(server.live) == asked + asked - asked_by_batch(server)


def test_every_run_has_its_questions_in_the_batch(
    example: Path, tmp_path: Path, server: BatchServer
) -> None:
    main(arguments(example, server, tmp_path, "--batch", "--runs", 2))
    questions = [line["body"]["messages"][-1]["content"] for line in lines_sent(server)]
    assert len(questions) == 2 * len(set(questions))
    assert not set(questions) & {body["messages"][-1]["content"] for body in server.live}


def test_the_receipt_counts_what_came_by_batch_at_its_price(
    example: Path, tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments(example, server, tmp_path, "--batch"))
    err = capsys.readouterr().err
    assert f", {asked_by_batch(server)} of them by batch at its price: " in err
    entries = list(open_ledger(tmp_path / "l.sqlite").entries())
    prices = [
        price_of(entry.answer.usage, "gpt-4o", batch=entry.answer.batch) or 0.0 for entry in entries
    ]
    assert sum(entry.answer.batch for entry in entries) == asked_by_batch(server)
    assert f"{len(entries)} calls paid for ${sum(prices):.4f}" in err


def test_a_second_run_by_batch_sends_nothing(
    example: Path, tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments(example, server, tmp_path, "--batch"))
    asked = asked_by_batch(server) + len(server.live)
    capsys.readouterr()
    main(arguments(example, server, tmp_path, "--batch"))
    assert asked_by_batch(server) + len(server.live) == asked
    assert f"{asked} answers from the ledger, not paid again" in (err := capsys.readouterr().err)
    assert "calls paid" not in err


def test_what_a_batch_left_out_is_asked_live(
    example: Path, tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.end = ending("expired", slice(20))
    assert main(arguments(example, server, tmp_path, "--batch")) == 0
    sent = {line["body"]["messages"][-1]["content"] for line in lines_sent(server)}
    assert sum(body["messages"][-1]["content"] in sent for body in server.live) == len(sent) - 20
    assert "left to live calls" in capsys.readouterr().err


def lines_sent(server: BatchServer) -> list[Line]:
    return [json.loads(line) for one in server.uploads for line in one["file"].splitlines()]


def test_an_answer_by_batch_that_is_not_valid_is_repaired_live(
    example: Path, tmp_path: Path, server: BatchServer, told: dict[str, str]
) -> None:
    wronged: list[str] = []

    def end(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        message = lines[0]["response"]["body"]["choices"][0]["message"]
        wronged.append(message["content"])
        message["content"] = '{"title": 7}'
        return {"status": "completed", "output": lines}

    server.end = end
    server.chat = lambda body: completion(told.get(body["messages"][-1]["content"]) or wronged[0])
    before = tmp_path / "before"
    before.mkdir()
    assert main(arguments(example, server, before)) == 0
    asked = len(server.live)
    assert main(arguments(example, server, tmp_path, "--batch")) == 0
    assert len(server.live) - asked == asked - asked_by_batch(server) + 1
    (first, *_), (good, *_) = risks(tmp_path), risks(before)
    assert first["briefing"] == good["briefing"]


def test_a_run_killed_while_it_waits_goes_on_and_sends_nothing_again(
    example: Path, tmp_path: Path, server: BatchServer
) -> None:
    server.end = never
    command = [sys.executable, "-m", "summarizer", *arguments(example, server, tmp_path, "--batch")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ})
    try:
        assert server.looked.wait(60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    server.end = None
    assert main(arguments(example, server, tmp_path, "--batch")) == 0
    assert (len(server.uploads), len(server.created)) == (1, 1)
    sent = {line["body"]["messages"][-1]["content"] for line in lines_sent(server)}
    assert not sent & {body["messages"][-1]["content"] for body in server.live}


def test_a_key_is_in_nothing_that_a_batch_leaves_behind(
    example: Path, tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    error = {"code": "x", "message": f"no quota for {KEY}"}
    server.end = ending("failed", slice(0), errors={"object": "list", "data": [error]})
    log = tmp_path / "log.jsonl"
    assert main(arguments(example, server, tmp_path, "--batch", "--log-json", log)) == 0
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in written + "".join(capsys.readouterr()).encode()


def test_the_log_has_a_line_for_each_answer_by_batch(
    example: Path, tmp_path: Path, server: BatchServer
) -> None:
    log = tmp_path / "log.jsonl"
    main(arguments(example, server, tmp_path, "--batch", "--log-json", log))
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert sum(line.get("batch", False) for line in lines) == asked_by_batch(server)
    assert len(lines) == asked_by_batch(server) + len(server.live)


def test_a_bundle_of_a_run_by_batch_is_replayed_to_the_same_bytes(
    example: Path, tmp_path: Path, server: BatchServer
) -> None:
    bundle, again = tmp_path / "run.zip", tmp_path / "again.json"
    main(arguments(example, server, tmp_path, "--batch", "--bundle", bundle))
    assert main(["replay", str(bundle), str(example), "-o", str(again)]) == 0
    assert again.read_bytes() == (tmp_path / "memo.json").read_bytes()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--no-ledger",), "--batch needs a ledger"),
        (("--model", "rules"), "leave --batch out"),
    ],
)
def test_a_batch_without_ledger_or_model_is_a_usage_error(
    example: Path,
    tmp_path: Path,
    server: BatchServer,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    words: str,
) -> None:
    assert main(arguments(example, server, tmp_path, "--batch", *more)) == 2
    assert words in capsys.readouterr().err


def test_a_usual_ledger_that_cannot_be_opened_is_no_ledger_for_a_batch(
    example: Path,
    tmp_path: Path,
    server: BatchServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    options = [str(example), "--model", "gpt-4o", "--base-url", server.url, "--batch"]
    assert main(["memo", *options]) == 2
    assert "--batch needs a ledger" in capsys.readouterr().err


# ── batch status, batch fetch ────────────────────────────────────────────────────────────────────
@pytest.fixture
def sent(example: Path, tmp_path: Path, server: BatchServer) -> BatchServer:
    """A server with a batch whose run went away while it was under way."""
    server.end = never
    server.faults["GET /batches/batch_1"] = [failure(401)]
    assert main(arguments(example, server, tmp_path, "--batch")) == 1
    return server


def test_the_status_is_the_ledgers_and_the_servers(
    tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("status", sent, tmp_path) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("batch_1  ")
    assert f"{asked_by_batch(sent)} requests  in_progress, 0 of" in line


def test_a_batch_that_is_not_ready_is_a_gap(
    tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert batch("fetch", sent, tmp_path, "batch_1") == 3
    assert "not ready" in capsys.readouterr().err


def test_what_was_fetched_is_not_asked_again(
    example: Path, tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    sent.end = None
    assert batch("fetch", sent, tmp_path) == 0
    assert main(arguments(example, sent, tmp_path)) == 0
    assert f"{asked_by_batch(sent)} answers from the ledger" in capsys.readouterr().err
    assert batch("status", sent, tmp_path) == 0
    assert "completed, " in capsys.readouterr().out
    assert batch("fetch", sent, tmp_path, "batch_1") == 0
    assert "was taken in" in capsys.readouterr().err
    assert batch("fetch", sent, tmp_path) == 0
    assert "no batch is open" in capsys.readouterr().err


def test_a_batch_that_brought_less_is_a_gap(tmp_path: Path, sent: BatchServer) -> None:
    sent.end = ending("cancelled", slice(3))
    assert batch("fetch", sent, tmp_path) == 3


def test_a_batch_that_is_gone_is_told_and_then_ended(
    tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    sent.batches.clear()
    assert batch("status", sent, tmp_path) == 0
    assert "gone, its requests are left to live calls" in capsys.readouterr().out
    assert batch("fetch", sent, tmp_path) == 3
    assert "batch_1 gone: 0 of" in capsys.readouterr().err
    assert batch("fetch", sent, tmp_path) == 0
    assert "no batch is open" in capsys.readouterr().err


def test_a_key_goes_to_no_address_that_only_the_ledger_names(
    tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = sent.looks
    with batch_server() as other:
        assert batch("status", other, tmp_path) == 0
        assert f"asked only with --base-url {sent.url}" in capsys.readouterr().out
        assert batch("fetch", other, tmp_path) == 3
    assert sent.looks == looks


def test_a_file_without_a_batch_is_listed_as_such(
    example: Path, tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults["POST /batches"] = [failure(401)]
    main(arguments(example, server, tmp_path, "--batch"))
    assert batch("status", server, tmp_path) == 0
    assert "file-1  " in capsys.readouterr().out
    assert batch("fetch", server, tmp_path) == 3
    assert "the next run with --batch begins it" in capsys.readouterr().err


def test_an_unknown_batch_is_a_usage_error(
    tmp_path: Path, sent: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("fetch", sent, tmp_path, "batch_77") == 2
    assert "knows no batch batch_77" in capsys.readouterr().err


def test_without_a_ledger_there_are_no_batches(
    tmp_path: Path, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("status", server, tmp_path) == 1
    assert "There is no ledger" in capsys.readouterr().err
