"""The whole journey with a language model's engine, replayed from recorded exchanges."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from recorded import CASSETTES, KEPT_HEADERS, cassette
from vcr.errors import CannotOverwriteExistingCassetteException

from summarizer import (
    Memo,
    memo_json,
    openai_engine,
    render_memo,
    rules_engine,
    summarize,
)

RECORDED_MODEL = "relay-reader"
RECORDED_URL = "http://127.0.0.1:8765/v1"

Compare = Callable[[str, str], None]


@pytest.fixture
def recording(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--record"))


@pytest.fixture
def equals_golden(root: Path, recording: bool, request: pytest.FixtureRequest) -> Compare:
    """Compares with ``tests/golden/<name>``; ``--record`` and ``--golden`` write it anew."""
    writing = recording or request.config.getoption("--golden")

    def compare(name: str, text: str) -> None:
        path = root / "tests" / "golden" / name
        if writing:
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: see CONTRIBUTING"

    return compare


def recorded_memo(name: str, filing: Path, *, record: bool, only: list[str] | None = None) -> Memo:
    model = os.environ.get("SUMMARIZER_MODEL", RECORDED_MODEL)
    url = os.environ.get("OPENAI_BASE_URL", RECORDED_URL)
    with cassette(f"test_recorded/{name}", record=record):
        return summarize(filing, engine=openai_engine(model, base_url=url, timeout=3000), only=only)


@pytest.mark.usefixtures("no_sockets")
def test_the_example_gives_the_golden_memo(
    example: Path, recording: bool, equals_golden: Compare
) -> None:
    memo = recorded_memo("memo", example, record=recording)
    equals_golden("example-memo.json", memo_json(memo))
    equals_golden("example-memo.md", render_memo(memo))


@pytest.mark.usefixtures("no_sockets")
def test_some_risk_factors_are_asked_about_alone(example: Path, recording: bool) -> None:
    memo = recorded_memo("brief", example, record=recording, only=["RF-02"])
    assert [record.risk_id for record in memo.risks] == ["RF-02"]


def test_the_embedded_engine_gives_the_golden_memo(example: Path, equals_golden: Compare) -> None:
    equals_golden("example-rules.md", render_memo(summarize(example, engine=rules_engine())))


@pytest.mark.usefixtures("no_sockets")
def test_a_request_that_no_cassette_holds_does_not_pass(
    filing_of_one_risk: Path, recording: bool
) -> None:
    if recording:
        pytest.skip("recording")
    with pytest.raises(CannotOverwriteExistingCassetteException):
        recorded_memo("brief", filing_of_one_risk, record=False)


@pytest.fixture
def filing_of_one_risk(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(
        "Item 1A. Risk Factors\n\n"
        "You should consider the following risks, among others, before you invest in our "
        "securities.\n\n"
        "We depend on one quarry, and its loss could stop our work.\n\n"
        "All our stone comes from one quarry, which lies in a valley that is often flooded. If it "
        "closed, we could lose customers, and our results could be adversely affected.\n\n"
        "Item 1B. Unresolved Staff Comments\n\nNone.\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("path", sorted(CASSETTES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_cassette_holds_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    secret = r"(?<![A-Za-z])sk-[A-Za-z0-9_-]{8,}|Bearer |[Aa]uthorization|[Cc]ookie|openai-org"
    assert not re.search(secret, text)
    for exchange in yaml.safe_load(text)["interactions"]:
        kept = {*exchange["request"]["headers"], *exchange["response"]["headers"]}
        assert {name.lower() for name in kept} <= KEPT_HEADERS
