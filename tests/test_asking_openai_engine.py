"""The engine against a server that does what servers do, and its bodies against OpenAI's spec."""

from __future__ import annotations

import email.utils
import json
import math
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from asking_samples import request
from hypothesis import given
from hypothesis import strategies as st
from loopback import Reply, Seen, completion, failure, loopback_is_up, serving
from strict_subset import strict_faults

from summarizer.asking import openai_engine
from summarizer.asking.openai_client import make_client
from summarizer.asking.openai_engine import (
    LONGEST_WORD,
    OPTIONAL,
    _ask,
    _Connection,
    _retry_after,
    _taken,
    knows_breakpoints,
    request_body,
)
from summarizer.asking.replies import LONGEST_NAME, LONGEST_TEXT
from summarizer.calling import with_retries
from summarizer.errors import (
    EndpointDownError,
    ModelBusyError,
    ModelError,
    RejectedError,
    SettingsError,
)
from summarizer.records import Answer, Purpose, Usage

KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def ask(seen: Seen, **settings: Any) -> Answer:
    return openai_engine("test-model", base_url=seen.url, **settings).ask(request())


def error_of(*replies: Reply) -> ModelError:
    with serving(*replies) as seen, pytest.raises(ModelError) as caught:
        ask(seen)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


# ── an answer ────────────────────────────────────────────────────────────────────────────────────
def test_an_answer_bears_text_model_and_tokens() -> None:
    with serving(completion('{"title": "x"}')) as seen:
        assert ask(seen) == Answer(
            text='{"title": "x"}',
            model="test-model-2026",
            usage=Usage(calls=1, input_tokens=1200, cached_tokens=1024, output_tokens=80),
        )


def test_the_call_is_strict_and_has_no_temperature() -> None:
    with serving(completion()) as seen:
        ask(seen)
    (body,) = seen.bodies
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["reasoning_effort"] == "low"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["prompt_cache_key"]
    assert not {"temperature", "top_p", "max_tokens"} & set(body)
    assert seen.headers[0]["authorization"] == f"Bearer {KEY}"


def test_no_effort_means_none_is_sent() -> None:
    with serving(completion()) as seen:
        ask(seen, effort=None)
    assert "reasoning_effort" not in seen.bodies[0]


def test_bodies_differ_only_in_the_user_message() -> None:
    whole = request_body("m", request(), "low")
    repair = request_body("m", request(Purpose.REPAIR, fields=("title",)), "low")
    assert whole["messages"].pop() != repair["messages"].pop()
    assert json.dumps(whole) == json.dumps(repair)


@pytest.mark.parametrize(
    ("reply", "stopped"),
    [
        (completion(None, refusal="I cannot help with that."), "refusal"),
        (completion('{"title": "x', finish_reason="length"), "length"),
        (completion("", finish_reason="content_filter"), "content_filter"),
        (completion(None), "empty"),
        (completion("  \n"), "empty"),
        (failure(400, "The prompt was filtered", code="content_filter"), "content_filter"),
    ],
)
def test_where_there_is_no_whole_answer_the_reason_is_given(reply: Reply, stopped: str) -> None:
    with serving(reply) as seen:
        answer = ask(seen)
    assert (answer.text, answer.stopped) == ("", stopped)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 5, "prompt_tokens_details": None}])
def test_a_server_that_counts_no_tokens_is_no_trouble(usage: Any) -> None:
    with serving(completion(usage=usage)) as seen:
        assert ask(seen).usage.output_tokens == 0


@pytest.mark.parametrize("count", [10**30, 2**63 - 1, True, "5", -1, 1.5])
def test_a_count_that_cannot_be_is_not_believed(count: Any) -> None:
    usage = {"prompt_tokens": count, "completion_tokens": 7, "prompt_tokens_details": [1]}
    with serving(completion(usage=usage)) as seen:
        assert ask(seen).usage == Usage(calls=1, output_tokens=7)


@pytest.mark.parametrize("model", [["a"], {"a": 1}, 7, "", None])
def test_a_model_without_a_name_has_that_which_was_asked(model: Any) -> None:
    with serving(completion(model=model)) as seen:
        assert ask(seen).model == "test-model"


def test_a_models_name_is_kept_printable_and_short() -> None:
    with serving(completion(model="m\x1b[31m\n" + "x" * 5_000)) as seen:
        name = ask(seen).model
    assert name.startswith("m[31mx")
    assert len(name) == LONGEST_NAME


@pytest.mark.parametrize("reason", [["stop"], {"a": 1}, 7])
def test_an_odd_reason_for_the_end_is_none(reason: Any) -> None:
    with serving(completion("{}", finish_reason=reason)) as seen:
        assert ask(seen).stopped is None


def test_an_answer_longer_than_its_tokens_could_be_is_none() -> None:
    with serving(completion("x" * (LONGEST_TEXT + 1))) as seen:
        assert ask(seen).stopped == "length"


def test_threads_share_one_engine() -> None:
    with serving(completion("{}")) as seen, ThreadPoolExecutor(8) as pool:
        engine = openai_engine("test-model", base_url=seen.url)
        answers = list(pool.map(lambda _: engine.ask(request()), range(12)))
    assert {answer.text for answer in answers} == {"{}"}
    assert len(seen.bodies) == 12


# ── what cannot pass ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (failure(401, f"Incorrect API key provided: {KEY}"), "OPENAI_API_KEY"),
        (failure(403, "No access to this model"), "No access to this model. Check OPENAI_API_KEY"),
        (failure(404, "No such model", code="model_not_found"), "'test-model'"),
        (failure(404, "No such model", code="model_not_found"), "--model"),
        (failure(429, "You exceeded your quota", code="insufficient_quota"), "quota"),
        (failure(429, "You exceeded your quota", type="insufficient_quota"), "quota"),
        (failure(400, "Too long", code="context_length_exceeded"), "--limit"),
        (failure(400, "Unknown thing"), "Unknown thing"),
        (failure(422, f"Bad {KEY}"), "Bad [key]"),
        (Reply(status=402, body=b"payment required"), "status 402"),
    ],
)
def test_a_final_fault_names_its_way_out(reply: Reply, words: str) -> None:
    error = error_of(reply)
    final = isinstance(error, EndpointDownError | RejectedError)
    assert final or not isinstance(error, ModelBusyError)
    assert words in str(error)


def test_a_password_in_the_address_is_not_shown() -> None:
    with serving(failure(500)) as seen, pytest.raises(ModelBusyError) as caught:
        openai_engine("m", base_url=seen.url.replace("//", "//me:secret@")).ask(request())
    assert "secret" not in str(caught.value)


def test_a_servers_long_message_is_shortened() -> None:
    assert len(str(error_of(failure(400, "long " * 1000)))) < 500


def test_a_final_fault_is_not_asked_again() -> None:
    with serving(failure(401)) as seen, pytest.raises(ModelError):
        with_retries(openai_engine("m", base_url=seen.url), sleep=lambda _: None).ask(request())
    assert len(seen.bodies) == 1


# ── what can pass ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
def test_a_busy_server_may_be_asked_again(status: int) -> None:
    assert isinstance(error_of(failure(status)), ModelBusyError)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b'{"id": "chatcmpl-1", "choices": [{"ind'),
        Reply(body=b""),
        Reply(body=b'{"id": "\xff\xfe"}'),
        Reply(body=b"null"),
        Reply(body=b'"text"'),
        Reply(body={"error": {"message": "overloaded"}}),
        Reply(body={"id": "x", "choices": []}),
        Reply(body=b"<html>Sign in</html>", headers={"content-type": "text/html"}),
        Reply(status=502, body=b"<html>Bad gateway</html>", headers={"content-type": "text/html"}),
        Reply(body={"id": "x" * 1000}, hang_up=True),
        Reply(body=b"[" * 200_000),
        Reply(body=b'{"choices": [{"message": {"content": "\\ud800"}}]}'),
        Reply(body=b'{"choices": [{"message": {"content": "{}"}}], "n": ' + b"9" * 5_000 + b"}"),
        Reply(status=429, body={"error": {"message": ["a"], "type": {"b": 1}, "code": ["c"]}}),
        Reply(status=400, body={"error": {"message": {"q": 1}, "type": ["b"], "code": {"c": 1}}}),
    ],
)
def test_a_broken_reply_may_be_asked_again(reply: Reply) -> None:
    assert isinstance(error_of(reply), ModelBusyError)


@pytest.mark.parametrize("choice", [{}, {"message": None}, {"message": {"content": ["x"]}}, "x"])
def test_a_choice_without_text_is_empty(choice: Any) -> None:
    with serving(Reply(body={"id": "x", "choices": [choice]})) as seen:
        answer = ask(seen)
    assert (answer.stopped, answer.model) == ("empty", "test-model")


def test_a_refused_connection_names_the_address() -> None:
    with serving(completion()) as gone:
        pass
    with pytest.raises(ModelBusyError, match=r"127\.0\.0\.1.*--base-url"):
        ask(gone)


@pytest.mark.skipif(not loopback_is_up(), reason="the loopback interface is down here")
def test_a_server_that_never_answers_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        seen = Seen(url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1")
        with pytest.raises(ModelBusyError, match="timed out"):
            ask(seen, timeout=0.2)


def test_after_a_server_fault_the_next_attempt_answers() -> None:
    waits: list[float] = []
    with serving(
        failure(500), failure(429, headers={"retry-after": "3"}), completion("{}")
    ) as seen:
        engine = with_retries(openai_engine("m", base_url=seen.url), sleep=waits.append)
        assert engine.ask(request()).text == "{}"
    assert len(seen.bodies) == 3
    assert 3 <= waits[1] <= 4


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e300"}, LONGEST_WORD),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, LONGEST_WORD),
        ({}, None),
    ],
)
def test_the_servers_word_on_waiting_is_read(
    headers: dict[str, str], seconds: float | None
) -> None:
    error = error_of(failure(429, headers=headers))
    assert isinstance(error, ModelBusyError)
    assert error.retry_after == seconds


@given(st.text() | st.datetimes().map(email.utils.format_datetime) | st.floats().map(str))
def test_whatever_a_server_says_of_waiting_is_seconds_or_nothing(said: str) -> None:
    seconds = _retry_after({"retry-after": said, "retry-after-ms": said})
    assert seconds is None or 0 <= seconds < math.inf


def test_waiting_until_a_date_is_read() -> None:
    date = email.utils.formatdate(time.time() + 60, usegmt=True)
    error = error_of(failure(503, headers={"retry-after": date}))
    assert isinstance(error, ModelBusyError)
    assert error.retry_after is not None
    assert 50 < error.retry_after <= 60


# ── servers that take less ───────────────────────────────────────────────────────────────────────
def test_an_optional_parameter_that_is_refused_is_left_out_from_then_on() -> None:
    with serving(
        failure(400, "Unsupported parameter", param="reasoning_effort"),
        failure(422, "body.prompt_cache_key: extra fields not permitted"),
        completion("{}"),
    ) as seen:
        engine = openai_engine("m", base_url=seen.url)
        assert engine.ask(request()).text == "{}"
        assert engine.ask(request()).text == "{}"
    assert len(seen.bodies) == 4
    assert not {"reasoning_effort", "prompt_cache_key"} & set(seen.bodies[-1])
    assert "max_completion_tokens" in seen.bodies[-1]


@pytest.mark.parametrize(
    "refusal",
    [
        failure(400, "Unknown parameter", param="prompt_cache_options"),
        failure(400, "Unknown: messages[0].content[0].prompt_cache_breakpoint"),
    ],
)
def test_a_refused_breakpoint_is_left_out_with_its_options(refusal: Reply) -> None:
    with serving(refusal, completion("{}")) as seen:
        made = openai_engine("m", base_url=seen.url)
        connection = _Connection(
            client=make_client(seen.url, 5.0, KEY), model="m", effort="low", explicit_cache=True
        )
        assert _ask(connection, request()).text == "{}"
        assert made.ask(request()).text == "{}"
    explicit, without, plain = seen.bodies
    assert explicit["prompt_cache_options"] == {"mode": "explicit"}
    assert explicit["messages"][0]["content"][0]["prompt_cache_breakpoint"] == {"mode": "explicit"}
    assert without == plain


@pytest.mark.parametrize(
    ("base_url", "environment", "known"),
    [
        (None, {}, True),
        ("https://eu.api.openai.com/v1", {}, True),
        ("https://models.example.com/v1", {}, False),
        ("https://openai.com.example.com/v1", {}, False),
        (None, {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}, False),
        (None, {"AZURE_OPENAI_ENDPOINT": "https://hollin.openai.azure.com"}, False),
    ],
)
def test_breakpoints_go_to_openais_own_hosts_only(
    base_url: str | None,
    environment: dict[str, str],
    known: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert knows_breakpoints(base_url) is known


def test_another_host_is_sent_no_breakpoint() -> None:
    with serving(completion("{}")) as seen:
        ask(seen, explicit_cache=True)
    assert "prompt_cache" not in json.dumps(seen.bodies).replace("prompt_cache_key", "")


def test_what_was_written_to_the_cache_is_counted() -> None:
    details = {"cached_tokens": 0, "cache_write_tokens": 1100}
    usage = {"prompt_tokens": 1200, "completion_tokens": 80, "prompt_tokens_details": details}
    with serving(completion("{}", usage=usage)) as seen:
        assert ask(seen).usage.cache_write_tokens == 1100


def test_a_server_that_knows_only_max_tokens_gets_that() -> None:
    refusal = failure(400, "Unknown parameter", param="max_completion_tokens")
    with serving(refusal, completion("{}")) as seen:
        assert ask(seen).text == "{}"
    assert seen.bodies[-1]["max_tokens"] == seen.bodies[0]["max_completion_tokens"]


def test_a_server_without_json_schema_is_given_the_schema_in_words() -> None:
    with serving(failure(400, "response_format is not supported"), completion("{}")) as seen:
        assert ask(seen).text == "{}"
    assert "response_format" not in seen.bodies[-1]
    first, second, third = seen.bodies[-1]["messages"]
    assert (first, third) == tuple(seen.bodies[0]["messages"])
    assert '"unit_kind"' in second["content"]


@pytest.mark.parametrize(
    "message",
    [
        {"content": '{"a": 1}'},
        {"content": [{"type": "text", "text": '{"a":'}, {"type": "text", "text": " 1}"}]},
        {"content": '<think>Let me see {"b"}.</think>{"a": 1}'},
        {"content": None, "reasoning_content": '{"a": 1}'},
        {"content": "", "reasoning_content": '{"a": 1}'},
    ],
)
def test_the_answer_is_found_wherever_the_server_puts_it(message: dict[str, Any]) -> None:
    reply = {"choices": [{"index": 0, "finish_reason": "stop", "message": message}], "model": "m"}
    with serving(Reply(body=reply, headers={"content-type": "application/json"})) as seen:
        assert json.loads(ask(seen).text) == {"a": 1}


def test_the_limits_that_a_reply_states_are_read() -> None:
    headers = {
        "content-type": "application/json",
        "x-ratelimit-limit-requests": "600",
        "x-ratelimit-remaining-requests": "599",
        "x-ratelimit-limit-tokens": "90000",
        "x-ratelimit-remaining-tokens": "nonsense",
    }
    body = completion("{}").body
    with serving(Reply(body=body, headers=headers)) as seen:
        said = ask(seen).allowance
    assert (said.requests, said.requests_left) == (600, 599)
    assert (said.tokens, said.tokens_left) == (90_000, None)


def test_a_refusal_without_end_ends() -> None:
    names = "reasoning_effort prompt_cache_key max_completion_tokens response_format"
    with serving(failure(400, f"none of {names}")) as seen, pytest.raises(ModelError):
        ask(seen)
    assert len(seen.bodies) == 5


# ── settings ─────────────────────────────────────────────────────────────────────────────────────
def test_a_missing_key_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(SettingsError, match=r"OPENAI_API_KEY.*--model rules"):
        openai_engine("gpt-6-luna")


def test_a_missing_key_at_openais_own_address_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        openai_engine("gpt-6-luna", base_url="https://eu.api.openai.com/v1")


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with serving(completion("{}")) as seen:
        assert ask(seen).text == "{}"
    assert seen.headers[0]["authorization"] == "Bearer none"


@pytest.mark.parametrize("pasted", [f"{KEY}\n", f"  {KEY} "])
def test_blanks_around_a_key_do_not_matter(monkeypatch: pytest.MonkeyPatch, pasted: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", pasted)
    with serving(completion("{}")) as seen:
        ask(seen)
    assert seen.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("broken", ["sk-…", "sk-a b", "sk-\x07"])
def test_a_key_that_cannot_be_one_is_refused(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", broken)
    with pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        openai_engine("gpt-6-luna")
    assert broken not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["localhost:8080/v1", "ftp://host/v1", "http://", "http://h:x/"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="--base-url"):
        openai_engine("m", base_url=address)


def test_the_base_url_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(completion("{}")) as seen:
        monkeypatch.setenv("OPENAI_BASE_URL", seen.url)
        assert openai_engine("m").ask(request()).text == "{}"


def test_azure_is_asked_by_the_sdks_own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(completion("{}")) as seen:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", seen.url.removesuffix("/v1"))
        monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_API_VERSION", "2026-01-01")
        assert openai_engine("deployed").ask(request()).text == "{}"
    assert seen.headers[0]["api-key"] == KEY


def test_azure_without_its_settings_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://hollin.openai.azure.com")
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(SettingsError, match="AZURE_OPENAI_API_KEY"):
        openai_engine("deployed")


def test_openai_is_imported_only_when_its_engine_is_made() -> None:
    code = "import sys, summarizer.asking; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ── OpenAI's own spec ────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def of_body(shared: Path) -> jsonschema.Draft202012Validator:
    """What OpenAI takes as the body of a chat completion; unknown parameters are faults."""
    spec = json.loads((shared / "openai-spec" / "openapi.strict.json").read_text("utf-8"))
    post = spec["paths"]["/chat/completions"]["post"]
    of_body = post["requestBody"]["content"]["application/json"]["schema"]
    return jsonschema.Draft202012Validator({**of_body, "components": spec["components"]})


@pytest.fixture(scope="module")
def bodies() -> list[dict[str, Any]]:
    """Every body that can go out: each purpose, and each set of parameters that was refused."""
    fields = {"fields": ("title", "briefing"), "complaints": ("title: too long",)}
    asked = [request(purpose, **fields) for purpose in Purpose]
    subsets = [c for n in range(len(OPTIONAL) + 1) for c in combinations(OPTIONAL, n)]
    whole = [
        request_body("gpt-6-luna", one, effort, explicit_cache=explicit)
        for one in asked
        for effort in ("low", None)
        for explicit in (True, False)
    ]
    return [_taken(body, set(refused)) for body in whole for refused in subsets]


def test_every_body_is_as_openai_specifies(
    of_body: jsonschema.Draft202012Validator, bodies: list[dict[str, Any]]
) -> None:
    distinct = {json.dumps(body) for body in bodies}
    faults = [error.message for body in distinct for error in of_body.iter_errors(json.loads(body))]
    assert faults == []


def test_the_specification_tells_a_wrong_body(
    of_body: jsonschema.Draft202012Validator, bodies: list[dict[str, Any]]
) -> None:
    assert not of_body.is_valid({**bodies[0], "no_such_parameter": 1})
    assert not of_body.is_valid({**bodies[0], "max_completion_tokens": "many"})


def test_every_schema_that_goes_out_is_in_the_strict_subset(bodies: list[dict[str, Any]]) -> None:
    forms = [body["response_format"]["json_schema"] for body in bodies if "response_format" in body]
    assert {form["strict"] for form in forms} == {True}
    assert {fault for form in forms for fault in strict_faults(form["schema"])} == set()
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", form["name"]) for form in forms)
