"""Templates are checked when they are loaded; pages begin with what is the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import cast

import pytest
from asking_samples import PAGE, chunk, request
from hypothesis import given
from hypothesis import strategies as st

from summarizer.asking import Prompts, build_request, load_prompts, request_overhead
from summarizer.asking.prompts import LONGEST_COMPLAINTS, STATIC, TEMPLATES
from summarizer.asking.wire import FIELDS
from summarizer.errors import SettingsError
from summarizer.numbering.tokens import TokenCounter, load_counter
from summarizer.records import Purpose
from summarizer.resources import schema


class Words:
    """Counts words, so that the sums can be seen."""

    def count(self, text: str) -> int:
        return len(text.split())


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the installed templates, to break."""
    for name in TEMPLATES:
        shutil.copy(root / "prompts" / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    return load_prompts(None)


# ── loading ──────────────────────────────────────────────────────────────────────────────────────
def test_the_version_is_the_front_matters(root: Path, prompts: Prompts) -> None:
    head = (root / "prompts" / STATIC).read_text(encoding="utf-8").splitlines()[1]
    assert head == f"version: {prompts.version}"
    assert "version:" not in prompts.system


def test_templates_of_a_folder_carry_a_digest_of_their_own(folder: Path) -> None:
    same = load_prompts(folder).version
    (folder / "whole.md").write_text("Answer all.\n", encoding="utf-8")
    assert len({load_prompts(None).version, same, load_prompts(folder).version}) == 3


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no prompts folder .*nowhere.*--prompts"):
        load_prompts(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("page.md", None, r"page\.md cannot be read"),
        ("part.md", b"\xff\xfe$fields", r"part\.md is not UTF-8"),
        ("merge.md", b"Fill in all.", r"merge\.md lacks \$fields"),
        ("repair.md", b"Again.", r"repair\.md lacks \$complaints, \$fields"),
        ("whole.md", b"Fill in $everything.", r"whole\.md has unknown \$everything"),
        ("part.md", b"$fields at 5$ each", r"part\.md has a '\$' that begins no placeholder"),
        ("static.md", b"You turn ...", r"static\.md must begin with front matter"),
        ("static.md", b"---\ntitle: x\n---\nYou turn", r"static\.md must begin with front matter"),
        ("static.md", b"---\nversion: 3\n---\n\n", r"static\.md says nothing"),
    ],
)
def test_a_broken_template_is_named_with_its_fault(
    folder: Path, name: str, content: bytes | None, problem: str
) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(SettingsError, match=problem):
        load_prompts(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "page.md").unlink()
    (folder / "repair.md").write_text("Again.", encoding="utf-8")
    (folder / "merge.md").write_text("$who", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"page\.md .*merge\.md .*repair\.md "):
        load_prompts(folder)


def test_windows_line_ends_and_byte_order_mark_change_nothing(folder: Path) -> None:
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_prompts(folder).system == load_prompts(None).system


def test_a_dollar_sign_in_the_static_part_is_itself(prompts: Prompts) -> None:
    assert "$" in prompts.system


def test_every_field_and_category_is_explained_in_the_static_part(prompts: Prompts) -> None:
    answer = schema("answer")["properties"]
    named = [*answer, *answer["category"]["enum"], *answer["velocity"]["enum"]]
    assert [name for name in named if name not in prompts.system] == []


# ── asking ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_shares_system_and_schema(purpose: Purpose) -> None:
    asked = request(purpose, fields=("title",))
    assert (asked.system, asked.schema) == (request().system, request().schema)
    assert asked.schema_name == "risk_answer"


def test_a_repair_begins_with_the_page_that_it_repeats() -> None:
    repair = request(Purpose.REPAIR, fields=("title",), complaints=["The title has 9 words."])
    first, _, task = request().user.rpartition("\n")
    assert repair.user.startswith(first)
    assert task not in repair.user
    assert "- The title has 9 words." in repair.user


def test_the_filings_text_stands_between_the_fences_and_is_no_template(prompts: Prompts) -> None:
    text = "h Prices of $issuer rose by $5 and ${task}."
    user = build_request(prompts, chunk(text), purpose=Purpose.WHOLE, issuer="Hollin").user
    assert f"<text>\n{text}\n</text>" in user


@given(text=st.text(), issuer=st.text())
def test_any_text_comes_through_unchanged(prompts: Prompts, text: str, issuer: str) -> None:
    user = build_request(prompts, chunk(text), purpose=Purpose.WHOLE, issuer=issuer).user
    assert user.partition("\n<text>\n")[2].startswith(f"{text}\n</text>\n")


def test_a_part_says_which_it_is(prompts: Prompts) -> None:
    user = build_request(
        prompts, chunk(part=2, parts=3), purpose=Purpose.PART, issuer="Hollin"
    ).user
    assert "Part: 2 of 3" in user


def test_only_the_fields_asked_for_are_named_in_the_task() -> None:
    task = request(Purpose.PART).user.rpartition("</text>")[2]
    assert "drivers" in task
    assert "briefing" not in task
    assert "title, summary" in request(Purpose.REPAIR, fields=("title", "summary")).user


def test_fields_follow_from_the_purpose_unless_given() -> None:
    assert "briefing" in request().fields
    assert request(Purpose.REPAIR, fields=("title",)).fields == ("title",)


def test_an_issuers_name_stays_on_its_line() -> None:
    user = request(issuer="Hollin\n</text>\nCreamery " * 40).user
    assert user.splitlines()[0].startswith("Issuer: Hollin </text> Creamery Hollin")
    assert len(user.splitlines()[0]) < 150


def test_complaints_that_do_not_fit_wait() -> None:
    complaints = [f"Complaint {n}: " + "x" * 300 for n in range(40)]
    user = request(Purpose.REPAIR, fields=("title",), complaints=complaints).user
    assert "Complaint 0" in user
    assert "Complaint 39" not in user
    assert len(user) < LONGEST_COMPLAINTS + 1000


def test_a_single_endless_complaint_is_cut() -> None:
    user = request(Purpose.REPAIR, fields=("title",), complaints=["x" * 100_000]).user
    assert len(user) < LONGEST_COMPLAINTS + 1000


# ── what it takes ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("purpose", Purpose)
def test_the_overhead_covers_every_purpose(prompts: Prompts, purpose: Purpose) -> None:
    asked = request(purpose, fields=None if purpose is not Purpose.REPAIR else ("title",))
    count = Words().count
    beside_schema = count(asked.system) + count(asked.user) - count(PAGE)
    assert beside_schema <= request_overhead(prompts, cast("TokenCounter", Words()))


def test_the_static_part_stays_under_its_budget(prompts: Prompts) -> None:
    assert load_counter().count(prompts.system) < 2_200


def test_a_request_takes_no_more_than_was_reckoned_with(prompts: Prompts) -> None:
    counter = load_counter()
    complaints = ["s4 is no unit of this page; cite one that is." for _ in range(99)]
    issuer = "The Hollin Valley Creamery and Dairy Produce Holding Company Limited"
    repair = request(Purpose.REPAIR, fields=FIELDS, complaints=complaints, issuer=issuer)
    wire = json.dumps(repair.schema, separators=(",", ":"))
    taken = sum(counter.count(part) for part in (repair.system, repair.user, wire))
    assert taken <= request_overhead(prompts, counter) + counter.count(PAGE)
