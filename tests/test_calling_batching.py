"""A batch brings what it promised, or says what it did not; nothing is sent or paid twice."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from asking_samples import engine_of, request
from batch_server import BatchServer, Line, batch_server, ending, fault, never
from loopback import Reply, completion, failure

from summarizer.asking import openai_engine
from summarizer.calling import (
    BatchDesk,
    BatchNotes,
    Ledger,
    Spending,
    ask_by_batch,
    open_ledger,
    price_of,
    with_ledger,
)
from summarizer.calling.batching import FIRST_WAIT, LONGEST_WAIT, parts
from summarizer.calling.ledger import key_of
from summarizer.errors import (
    EndpointDownError,
    ModelError,
    OutputError,
    RejectedError,
    SettingsError,
)
from summarizer.records import Request, Usage

KEY = "sk-test-0123456789abcdef"
COUNT = 5
REQUESTS = [request(issuer=f"Hollin {number}") for number in range(COUNT)]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with batch_server(lambda body: completion(json.dumps(body["messages"][-1]))) as made:
        yield made


@dataclass
class Office:
    """A ledger and a desk that notes what is said and how long it sleeps."""

    server: BatchServer
    path: Path
    said: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    model: str = "gpt-4o"

    def __post_init__(self) -> None:
        self.ledger: Ledger = open_ledger(self.path, warn=self.said.append)
        engine = openai_engine(self.model, base_url=self.server.url)
        self.desk = BatchDesk(
            engine=engine, ledger=self.ledger, say=self.said.append, sleep=self.slept.append
        )

    def run(self, requests: list[Request] = REQUESTS, **changes: Any) -> None:
        ask_by_batch(dataclasses.replace(self.desk, **changes), requests)

    def known(self) -> int:
        return sum(self.ledger.find(key_of(self.desk.engine, one)) is not None for one in REQUESTS)


@pytest.fixture
def office(server: BatchServer, tmp_path: Path) -> Office:
    return Office(server, tmp_path / "l.sqlite")


# ── what comes ───────────────────────────────────────────────────────────────────────────────────
def test_every_answer_of_a_batch_that_is_done_is_in_the_ledger(office: Office) -> None:
    office.run()
    assert office.known() == COUNT
    assert office.server.live == []
    assert len(office.server.uploads) == len(office.server.created) == 1


def test_an_answer_is_matched_by_its_id_whatever_the_order(office: Office) -> None:
    def shuffled(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        return {"status": "completed", "output": lines[3:] + lines[2::-1]}

    office.server.end = shuffled
    office.run()
    for one in REQUESTS:
        answer = office.ledger.find(key_of(office.desk.engine, one))
        assert answer is not None
        assert json.loads(answer.text)["content"] == one.user


def test_an_answer_by_batch_is_marked_and_paid_at_its_price(office: Office) -> None:
    office.run()
    engine = with_ledger(office.desk.engine, office.ledger)
    assert engine.ask(REQUESTS[0]).batch
    assert (office.ledger.batched.calls, office.ledger.paid.calls) == (COUNT, 0)
    assert office.ledger.reused.calls == 0
    again = open_ledger(office.path)
    assert all(entry.answer.batch for entry in again.entries())


def test_what_the_ledger_holds_is_not_sent(office: Office) -> None:
    with_ledger(office.desk.engine, office.ledger).ask(REQUESTS[0])
    office.run()
    lines = office.server.uploads[0]["file"].splitlines()
    assert len(lines) == COUNT - 1
    office.run()
    assert len(office.server.uploads) == 1


def test_an_answer_that_was_there_is_not_replaced(office: Office) -> None:
    office.server.end = never
    with pytest.raises(InterruptedError):
        office.run(sleep=interrupted)
    live = with_ledger(office.desk.engine, office.ledger).ask(REQUESTS[0])
    office.server.end = None
    office.run()
    assert office.ledger.find(key_of(office.desk.engine, REQUESTS[0])) == live
    assert office.ledger.batched.calls == COUNT - 1


def interrupted(_: float) -> None:
    raise InterruptedError


# ── what does not come ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("status", ["completed", "expired", "cancelled"])
def test_what_is_missing_is_left_and_said_though_none_is_counted_as_failed(
    office: Office, status: str
) -> None:
    office.server.end = ending(status, slice(3))
    office.run()
    assert office.known() == 3
    (said,) = [text for text in office.said if f" {status}: " in text]
    assert "3 of 5 answers" in said
    assert "2 left to live calls (2 not in its files; the server itself counts 0 failed)" in said


def test_the_error_file_is_read_though_none_is_counted_as_failed(office: Office) -> None:
    def end(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        code, words = "batch_expired", "This request could not be executed before the window ended."
        late = [fault(line["custom_id"], code, words) for line in lines[4:]]
        counts = {"total": 5, "completed": 4, "failed": 0}
        return {
            "status": "expired",
            "output": lines[:4],
            "error": late,
            "request_counts": counts,
        }

    office.server.end = end
    office.run()
    assert office.known() == 4
    assert "1 This request could not be executed before the window ended" in office.said[-1]


def test_an_error_file_alone_is_read(office: Office) -> None:
    office.server.chat = lambda _: failure(400, "Unsupported parameter: 'reasoning_effort'")
    office.server.end = lambda _, lines: {"status": "completed", "error": lines}
    office.run()
    assert office.known() == 0
    assert "5 Unsupported parameter: 'reasoning_effort'" in office.said[-1]


def test_a_batch_refused_as_a_whole_says_why(office: Office) -> None:
    error = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached", "line": 1}
    errors = {"object": "list", "data": [error]}
    office.server.end = ending("failed", slice(0), errors=errors)
    office.run()
    assert office.known() == 0
    assert "the server says: Enqueued token limit reached" in office.said[-1]


def test_an_id_that_is_not_ours_proves_nothing(office: Office) -> None:
    def end(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        lines[0]["custom_id"] = "0" * 64
        del lines[1]["custom_id"]
        return {"status": "completed", "output": lines}

    office.server.end = end
    office.run()
    assert office.known() == 3
    assert office.ledger.find("0" * 64) is None
    assert "2 lines that name none of its requests are left out" in office.said[-1]


def test_an_id_that_comes_twice_proves_nothing(office: Office) -> None:
    office.server.end = lambda _, lines: {"status": "completed", "output": [*lines, lines[0]]}
    office.run()
    assert office.known() == 4
    assert "1 named more than once" in office.said[-1]


@pytest.mark.parametrize(
    "broken",
    [
        "no JSON at all\n",
        "[]\n",
        '{"custom_id": 7}\n',
        '{"custom_id": "KEY"}\n',
        '{"custom_id": "KEY", "response": "x", "error": "y"}\n',
        '{"custom_id": "KEY", "response": {"status_code": 200, "body": null}}\n',
        '{"custom_id": "KEY", "response": {"status_code": 200, "body": {"choices": []}}}\n',
        '{"custom_id": "KEY", "response": {"status_code": 200, "body": {"choices": "x"}}}\n',
        '{"custom_id": "KEY", "response": {"status_code": 500, "body": {"error": "x"}}}\n',
        '{"custom_id": "KEY", "response": null, "error": {"message": {"a": 1}, "code": [1]}}\n',
        '{"custom_id": "KEY", "n": ' + "9" * 6_000 + "}\n",
        '{"custom_id": "KEY", "n": "\\ud800"}\n',
        "[" * 200_000 + "\n",
    ],
)
def test_a_line_in_an_odd_form_is_no_answer(office: Office, broken: str) -> None:
    def end(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        odd = broken.replace("KEY", lines[0]["custom_id"])
        return {"status": "completed", "output": [odd, *lines[1:]]}

    office.server.end = end
    office.run()
    assert office.known() == 4
    assert "1 left to live calls" in office.said[-1]


def test_an_answer_that_broke_off_is_paid_and_not_kept(office: Office) -> None:
    office.server.chat = lambda _: completion('{"a', finish_reason="length")
    office.run()
    assert office.known() == 0
    assert office.ledger.batched.calls == COUNT
    assert "5 no whole answer (length)" in office.said[-1]


def test_a_file_of_results_that_is_gone_is_said(office: Office) -> None:
    office.server.end = ending("completed", slice(0), output_file_id="file-gone")
    office.run()
    assert office.known() == 0
    assert any("the file file-gone" in text for text in office.said)


@pytest.mark.parametrize(
    "odd",
    [
        {"status": ["x"], "request_counts": [1]},
        {"status": None},
        {"status": "running\x1b[31m", "request_counts": {"completed": "many"}},
        {"errors": {"data": "oops"}, "output_file_id": {"a": 1}, "status": 7},
    ],
)
def test_a_batch_in_an_odd_form_has_not_ended(office: Office, odd: dict[str, Any]) -> None:
    office.server.end = never
    office.server.faults["GET /batches/batch_1"] = [Reply(body={"id": "batch_1", **odd})]
    with pytest.raises(InterruptedError):
        office.run(sleep=interrupted)
    assert "\x1b" not in "".join(office.said)


def test_an_odd_reason_of_a_batch_is_no_trouble(office: Office) -> None:
    faults = [None, 5, {"message": {"a": 1}}, {"code": ["x"]}]
    office.server.end = ending("failed", slice(0), errors={"data": faults})
    office.run()
    assert "the server says: no reason is given" in office.said[-1]


# ── once ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_run_that_was_stopped_goes_on_with_its_batch(office: Office) -> None:
    office.server.end = never
    with pytest.raises(InterruptedError):
        office.run(sleep=interrupted)
    office.server.end = None
    again = Office(office.server, office.path)
    again.run()
    assert again.known() == COUNT
    assert len(office.server.uploads) == len(office.server.created) == 1
    assert "is under way: 5 requests" in again.said[0]


def test_a_batch_that_was_begun_and_not_noted_is_found_at_the_server(office: Office) -> None:
    office.server.end = never
    with pytest.raises(InterruptedError):
        office.run(sleep=interrupted)
    with office.ledger.connection as connection:  # as a kill right after the call leaves it
        connection.execute("UPDATE batches SET batch = NULL")
    office.server.end = None
    office.run()
    assert office.known() == COUNT
    assert len(office.server.created) == 1


def test_a_file_that_went_up_without_a_batch_is_used(office: Office) -> None:
    office.server.faults["POST /batches"] = [failure(401)]
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        office.run()
    office.run()
    assert office.known() == COUNT
    assert (len(office.server.uploads), len(office.server.created)) == (1, 1)


def test_a_call_that_began_a_batch_and_broke_off_begins_no_second(
    server: BatchServer, office: Office
) -> None:
    create = server.create

    def begins_and_fails(body: dict[str, Any]) -> Reply:
        create(body)
        return failure(502, "bad gateway")

    server.create = begins_and_fails  # type: ignore[method-assign]
    office.run()
    assert office.known() == COUNT
    assert len(server.created) == 1


def test_a_refused_batch_is_an_error_and_the_next_run_starts_anew(office: Office) -> None:
    office.server.faults["POST /batches"] = [failure(404, "Not found")]
    with pytest.raises(RejectedError, match="leave --batch out"):
        office.run()
    office.run()
    assert office.known() == COUNT
    assert len(office.server.uploads) == 2


def test_a_batch_that_is_gone_is_said_and_its_requests_are_left_to_live_calls(
    office: Office,
) -> None:
    office.server.faults["GET /batches/batch_1"] = [failure(404, "No such batch")]
    office.run()
    assert "batch batch_1 gone: 0 of 5 answers" in office.said[-1]
    assert "No such batch; 5 left to live calls" in office.said[-1]
    office.run()
    assert len(office.server.uploads) == 1


def test_a_batch_that_is_gone_does_not_keep_another(office: Office) -> None:
    office.server.end = never
    for requests in (REQUESTS[:2], REQUESTS):
        with pytest.raises(InterruptedError):
            office.run(requests, sleep=interrupted)
    office.server.end = None
    office.server.faults["GET /batches/batch_1"] = [failure(404, "No such batch")]
    office.run()
    assert office.known() == COUNT - 2


def test_what_a_batch_did_not_bring_is_in_no_second_batch(office: Office) -> None:
    office.server.end = ending("expired", slice(3))
    office.run()
    office.run([*REQUESTS, request(issuer="Another")])
    assert [len(one["file"].splitlines()) for one in office.server.uploads] == [COUNT, 1]
    assert "2 requests that an earlier batch did not answer are left to live calls" in office.said


def test_another_endpoint_has_batches_of_its_own(office: Office) -> None:
    office.server.end = never
    with pytest.raises(InterruptedError):
        office.run(sleep=interrupted)
    with batch_server() as other:
        Office(other, office.path).run()
        assert len(other.uploads) == 1


def test_a_run_waits_while_another_sends_its_batch(office: Office) -> None:
    name = f"batches at {office.desk.engine.settings['endpoint']}"
    assert office.ledger.claim(name)
    waits = itertools.count()

    def sleep(_: float) -> None:
        if next(waits) == 3:
            office.ledger.release(name)
        assert office.server.uploads == []

    office.run(sleep=sleep)
    assert next(waits) == 4
    assert len(office.server.uploads) == 1


def test_where_nothing_can_be_noted_nothing_is_begun(office: Office) -> None:
    office.ledger.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(OutputError, match="--batch"):
        office.run()
    assert office.server.created == []


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────
def test_it_looks_ever_less_often_and_says_what_changed(office: Office) -> None:
    looks = itertools.count()

    def end(server: BatchServer, lines: list[Line]) -> dict[str, Any] | None:
        return ending("completed", slice(None))(server, lines) if next(looks) == 15 else None

    office.server.end = end
    office.run()
    assert office.slept == sorted(office.slept)
    assert (office.slept[0], office.slept[-1]) == (FIRST_WAIT, LONGEST_WAIT)
    assert sum("in_progress" in text for text in office.said) == 1


def test_a_fault_that_passes_is_waited_out(office: Office) -> None:
    office.server.faults = {
        "POST /files": [failure(503)],
        "GET /batches/batch_1": [failure(500), failure(429, headers={"retry-after": "7"})],
        "GET /files/file-2/content": [failure(502), Reply(body=b"", status=500)],
    }
    office.run()
    assert office.known() == COUNT
    assert any(7 <= seconds <= 8 for seconds in office.slept)


def test_a_server_that_stays_away_leaves_the_batch_for_later(office: Office) -> None:
    office.server.faults["GET /batches/batch_1"] = [failure(500)] * 6
    with pytest.raises(ModelError, match="the batch goes on"):
        office.run()
    office.run()
    assert office.known() == COUNT
    assert len(office.server.uploads) == 1


# ── limits and money ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("sizes", "limits", "expected"),
    [
        ([1] * 5, {"most_requests": 2}, [2, 2, 1]),
        ([4, 4, 4], {"most_bytes": 8}, [2, 1]),
        ([9, 1], {"most_bytes": 8}, [1, 1]),
        ([], {}, []),
    ],
)
def test_files_keep_to_the_limits(
    sizes: list[int], limits: dict[str, int], expected: list[int]
) -> None:
    lines = [(str(number), b"x" * size) for number, size in enumerate(sizes)]
    made = list(parts(lines, **limits))
    assert [len(keys) for keys, _ in made] == expected
    assert [key for keys, _ in made for key in keys] == [key for key, _ in lines]
    assert b"".join(text for _, text in made) == b"".join(line for _, line in lines)


def test_a_budget_that_is_too_small_sends_nothing(office: Office) -> None:
    with pytest.raises(EndpointDownError, match="budget"):
        office.run(spending=Spending("gpt-4o", 0.0001))
    assert office.server.uploads == []


def test_a_batch_counts_against_the_budget_at_its_price(office: Office) -> None:
    spending = Spending("gpt-4o", 5.0)
    office.run(spending=spending)
    price = price_of(office.ledger.batched, "gpt-4o", batch=True)
    assert (spending.spent, spending.reserved) == (price, 0.0)


def test_a_batch_whose_tokens_nobody_counts_has_spent_what_was_set_aside(office: Office) -> None:
    office.server.chat = lambda _: completion("{}", usage=None)
    spending = Spending("gpt-4o", 5.0)
    office.run(spending=spending)
    assert spending.spent > 0
    assert spending.reserved == 0.0


@pytest.mark.parametrize(
    ("model", "share"), [("gpt-6-luna", 0.5), ("grok-4", 0.5), ("no-such-model", None)]
)
def test_by_batch_tokens_cost_half(model: str, share: float | None) -> None:
    usage = Usage(calls=1, input_tokens=1000, output_tokens=100)
    live, batch = price_of(usage, model), price_of(usage, model, batch=True)
    assert batch == (None if live is None or share is None else pytest.approx(share * live))


def test_the_price_list_knows_where_cached_tokens_are_not_halved() -> None:
    usage = Usage(calls=1, input_tokens=1000, cached_tokens=1000)
    live, batch = price_of(usage, "gpt-4.1-mini"), price_of(usage, "gpt-4.1-mini", batch=True)
    assert live is not None
    assert batch is not None
    assert batch > live / 2


def test_an_engine_without_batches_says_so(office: Office) -> None:
    with pytest.raises(SettingsError, match="takes no batches"):
        office.run(engine=dataclasses.replace(engine_of(lambda _: None), body=dict))  # type: ignore[arg-type, return-value]


def test_notes_of_batches_that_ended_are_forgotten_and_open_ones_kept(office: Office) -> None:
    office.run()
    office.server.end = never
    with pytest.raises(InterruptedError):
        office.run([request(issuer="Another")], sleep=interrupted)
    notes = BatchNotes(office.ledger)
    notes.forget(notes.all()[-1].created + 1)
    (left,) = notes.all()
    assert left.ended is None


# ── OpenAI's own spec ────────────────────────────────────────────────────────────────────────────
def test_all_that_is_sent_is_as_openai_specifies(office: Office, shared: Path) -> None:
    spec = json.loads((shared / "openai-spec" / "openapi.strict.json").read_text("utf-8"))

    def body_of(path: str, media: str) -> jsonschema.Draft202012Validator:
        schema = spec["paths"][path]["post"]["requestBody"]["content"][media]["schema"]
        return jsonschema.Draft202012Validator({**schema, "components": spec["components"]})

    office.run()
    (uploaded,), (created,) = office.server.uploads, office.server.created
    body_of("/files", "multipart/form-data").validate(uploaded)
    body_of("/batches", "application/json").validate(created)
    chat = body_of("/chat/completions", "application/json")
    lines = [json.loads(line) for line in uploaded["file"].splitlines()]
    assert len(lines) == COUNT
    for line in lines:
        chat.validate(line.pop("body"))
        assert line == {
            "custom_id": line["custom_id"],
            "method": "POST",
            "url": created["endpoint"],
        }
    assert not body_of("/batches", "application/json").is_valid({**created, "unknown": 1})


def test_azure_calls_its_chat_by_another_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://hollin.openai.azure.com")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_VERSION", "2026-01-01")
    service = openai_engine("deployed").batches
    assert service is not None
    assert json.loads(service.line("k", {}))["url"] == "/chat/completions"
