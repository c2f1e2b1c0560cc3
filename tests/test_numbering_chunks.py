"""The laws of chunks: nothing lost, nothing over the limit, every count tiktoken's own."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SettingsError
from summarizer.numbering import (
    TextChunk,
    TokenCounter,
    chunk_factor,
    chunk_text,
    cut_sentences,
    load_counter,
    page_text,
)
from summarizer.records import (
    Amount,
    NumberedFactor,
    Reliability,
    RiskFactor,
    Span,
    TimePhrase,
    Unit,
)

SENTENCE = "prices may fall and our customers could leave us before any new plant is ready"
WORDS = SENTENCE.split()
BITS = [
    *WORDS[:6], "Inc.", "fell. ", "Rose ", ", ", "; ", *" \n\t/-•é\u0301\u3000\ud800", "\n\n",
    "1234567", "日本語の", "😀", "👍🏽", "a" * 90,
]  # fmt: skip


@pytest.fixture(scope="module")
def counter() -> TokenCounter:
    counter = load_counter()
    counter.token_bytes()  # loads the vocabulary
    return counter


def tiktokens(text: str) -> int:
    return len(tiktoken.get_encoding("o200k_base").encode_ordinary(text))


def lawful(text: str, limit: int, counter: TokenCounter) -> tuple[TextChunk, ...]:
    """The chunks of the text, after a look at the laws."""
    chunks = chunk_text(text, limit, counter)
    assert "".join(chunk.text for chunk in chunks) == text
    for chunk in chunks:
        assert chunk.text == chunk.span.of(text) != ""
        assert chunk.tokens == tiktokens(chunk.text) <= limit
    return chunks


def prose(sentences: int) -> str:
    """Paragraphs of five sentences of 11 to 40 words."""
    lines = []
    for number in range(sentences):
        length = 11 + number * 7 % 30
        words = [WORDS[(number + place) % len(WORDS)] for place in range(length)]
        lines.append(" ".join(words).capitalize() + ("." if number % 5 < 4 else ".\n"))
    return " ".join(lines).replace("\n ", "\n\n")


@given(
    text=st.text(max_size=300) | st.lists(st.sampled_from(BITS), max_size=120).map("".join),
    limit=st.sampled_from([12, 20, 33, 60, 200, 400]),
)
def test_chunks_joined_give_the_text_and_counts_are_exact(
    counter: TokenCounter, text: str, limit: int
) -> None:
    lawful(text, limit, counter)


@pytest.mark.parametrize("limit", [64, 256, 320, 1024])
def test_long_prose_is_cut_evenly_at_the_least_number_of_chunks(
    limit: int, counter: TokenCounter
) -> None:
    text = prose(900)
    chunks = lawful(text, limit, counter)
    ends = {span.end for span in cut_sentences(text)}
    assert all(len(text[: chunk.span.end].rstrip()) in ends for chunk in chunks)
    least = filled = 0
    for span in cut_sentences(text):
        tokens = counter.count(" " + span.of(text))
        least, filled = (least + 1, tokens) if filled + tokens > limit else (least, filled + tokens)
    assert len(chunks) <= (least + 1) * 1.01 + 1
    if limit >= 1024:
        assert min(chunk.tokens for chunk in chunks) >= 0.75 * limit


def test_hard_wrapped_lines_are_no_borders(counter: TokenCounter) -> None:
    paragraphs = prose(300).split("\n\n")
    text = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in paragraphs)
    ends = {span.end for span in cut_sentences(text)}
    for chunk in lawful(text, 512, counter):
        assert len(text[: chunk.span.end].rstrip()) in ends


def test_the_end_of_a_paragraph_is_preferred(counter: TokenCounter) -> None:
    text = "\n\n".join("We may lose customers. " * 9 + "We may fail." for _ in range(10))
    chunks = chunk_text(text, 120, counter)
    assert len(chunks) > 3
    assert all(chunk.text.endswith("\n\n") for chunk in chunks[:-1])


def test_a_sentence_over_the_limit_is_cut_after_clauses(counter: TokenCounter) -> None:
    text = "We may " + ", ".join(["lose some of our customers to others"] * 60) + "."
    for chunk in lawful(text, 64, counter)[:-1]:
        assert chunk.text.endswith(",")


def test_a_clause_over_the_limit_is_cut_between_words(counter: TokenCounter) -> None:
    text = " ".join(WORDS * 40)
    chunks = lawful(text, 64, counter)
    assert all(chunk.text.split()[-1] in WORDS for chunk in chunks)
    assert min(chunk.tokens for chunk in chunks) > 32


def test_a_list_without_bullets_is_cut_at_its_items(counter: TokenCounter) -> None:
    items = [f"the loss of {' and '.join(WORDS[: 1 + n % 4])} in these years;" for n in range(99)]
    chunks = lawful("They include:\n" + "\n".join(items), 100, counter)
    assert all(chunk.text.endswith(";\n") for chunk in chunks[:-1])


def test_visible_characters_stay_whole(counter: TokenCounter) -> None:
    family = "👨\u200d👩\u200d👧"
    assert all(len(chunk.text) % 5 == 0 for chunk in lawful(family * 200, 50, counter))


@pytest.mark.parametrize("limit", [256, 1024])
@pytest.mark.parametrize(
    "bit",
    ["a", " ", "7", "\n", ".", "/\n", "😀", "中文", "é", "a ", "a, ", "\u00a0", "\t", "\x00", "• "],
)
def test_text_without_borders_ends_in_seconds(bit: str, limit: int, counter: TokenCounter) -> None:
    text = bit * (120_000 // len(bit))
    chunks = lawful(text, limit, counter)
    assert all(chunk.tokens > limit // 2 for chunk in chunks[:-1])


def test_a_megabyte_of_blanks_before_and_in_the_text_is_cut(counter: TokenCounter) -> None:
    text = " " * 1_010_000 + "We may fail." + "\n" * 1000 + " " * 10_000 + "We may not."
    chunks = chunk_text(text, 4096, counter)
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(chunk.tokens == counter.count(chunk.text) <= 4096 for chunk in chunks)


def test_empty_text_has_no_chunks(counter: TokenCounter) -> None:
    assert chunk_text("", 10, counter) == ()


@pytest.mark.parametrize(("text", "limit"), [("We may fail.", 0), ("We may fail.", -1), ("🫠", 1)])
def test_a_limit_without_room_is_an_error(text: str, limit: int, counter: TokenCounter) -> None:
    with pytest.raises(SettingsError, match="no room"):
        chunk_text(text, limit, counter)


# ── risk factors ─────────────────────────────────────────────────────────────────────────────────
def factor(sentences: list[str], title: str = "We may lose customers") -> NumberedFactor:
    """A numbered factor; every figure that stands as #5 in a sentence is marked."""
    text = title
    units = [Unit(id="h", text=title, spans=(Span(0, len(title)),))]
    amounts = []
    for number, sentence in enumerate(sentences, start=1):
        start = len(text) + 1
        text += "\n" + sentence
        units.append(
            Unit(id=f"s{number}", text=sentence, spans=(Span(start, start + len(sentence)),))
        )
        offset = sentence.find("#5 million yen")
        while offset >= 0:
            amounts.append((f"s{number}", Span(start + offset, start + offset + 14)))
            offset = sentence.find("#5 million yen", offset + 1)
    span = Span(0, len(text))
    return NumberedFactor(
        factor=RiskFactor(
            id="RF-01",
            title=title,
            group=None,
            title_span=Span(0, len(title)),
            span=span,
            body=(),
        ),
        units=tuple(units),
        amounts=tuple(
            Amount(
                id=f"a{number}",
                unit_id=unit,
                text="#5 million yen",
                span=place,
                value=5e6,
                unit="money",
                currency="JPY",
                scale="million",
                approximate=False,
                reliability=Reliability.OK,
                period=None,
            )
            for number, (unit, place) in enumerate(amounts, start=1)
        ),
        times=(
            TimePhrase(
                id="t1", unit="s1", text=sentences[0][:2], start=None, end=None,
                span=Span(len(title) + 1, len(title) + 3),
            ),
        ),
    )  # fmt: skip


def test_without_a_limit_there_is_one_chunk_and_no_count(counter: TokenCounter) -> None:
    numbered = factor(["We sell.", "They buy."])
    (chunk,) = chunk_factor(numbered, None, counter)
    assert (chunk.units, chunk.tokens, chunk.part, chunk.parts) == (numbered.units, None, 1, 1)
    assert chunk.text == page_text(numbered, numbered.units)
    (chunk,) = chunk_factor(numbered, 100, counter)
    assert chunk.tokens == tiktokens(chunk.text)


@given(
    lengths=st.lists(st.integers(1, 30), min_size=1, max_size=30),
    limit=st.sampled_from([40, 64, 100, 250]),
    figures=st.booleans(),
)
def test_every_unit_is_in_one_chunk_and_the_heading_in_all(
    counter: TokenCounter, lengths: list[int], limit: int, figures: bool
) -> None:
    sentences = [" ".join((WORDS * 3)[:length]).capitalize() + "." for length in lengths]
    if figures:
        sentences = [f"{sentence} It cost #5 million yen." for sentence in sentences]
    numbered = factor(sentences)
    chunks = chunk_factor(numbered, limit, counter)
    whole = chunks[0].numbered
    assert [unit for chunk in chunks for unit in chunk.units[1:]] == list(whole.units[1:])
    assert [chunk.part for chunk in chunks] == list(range(1, len(chunks) + 1))
    for chunk in chunks:
        assert chunk.units[0].id == "h"
        assert chunk.numbered is whole
        assert chunk.text == page_text(whole, chunk.units)
        assert chunk.tokens == tiktokens(chunk.text) <= limit
    assert sum(len(chunk.amounts) for chunk in chunks) == len(numbered.amounts)


def test_chunks_of_a_factor_are_even(counter: TokenCounter) -> None:
    numbered = factor(["We may lose some of our many customers to others."] * 60)
    sizes = [chunk.tokens or 0 for chunk in chunk_factor(numbered, 300, counter)]
    assert len(sizes) > 2
    assert max(sizes) - min(sizes) < 20


def test_a_unit_over_the_limit_is_cut_and_ids_run_on(counter: TokenCounter) -> None:
    long = ", ".join(["we may have to write off #5 million yen of our goodwill"] * 30) + "."
    numbered = factor(["We sell.", long, "They buy."])
    chunks = chunk_factor(numbered, 120, counter)
    whole = chunks[0].numbered
    assert [unit.id for unit in whole.units] == [
        "h",
        *(f"s{n}" for n in range(1, len(whole.units))),
    ]
    assert whole.units[-1].text == "They buy."
    assert all(chunk.tokens == tiktokens(chunk.text) <= 120 for chunk in chunks)
    assert " ".join(unit.text for unit in whole.units[2:-1]) == long
    for amount in whole.amounts:
        (unit,) = (unit for unit in whole.units if unit.id == amount.unit_id)
        assert unit.span.covers(amount.span)
    spans = [unit.span for unit in whole.units]
    assert all(first.end <= second.start for first, second in pairwise(spans))


def test_a_unit_interrupted_by_furniture_keeps_its_places(counter: TokenCounter) -> None:
    before, after = (
        "We may lose customers, staff and " * 20,
        "markets, sites and plants, too, " * 20,
    )
    numbered = factor([before.strip()])
    spans = (numbered.units[1].span, Span(9000, 9000 + len(after.strip())))
    unit = Unit(id="b1", text=f"{before.strip()} {after.strip()}", spans=spans)
    numbered = NumberedFactor(factor=numbered.factor, units=(numbered.units[0], unit))
    cut = chunk_factor(numbered, 60, counter)[0].numbered.units[1:]
    assert [unit.id for unit in cut] == [f"b{number}" for number in range(1, len(cut) + 1)]
    assert sum(len(unit.spans) for unit in cut) in {len(cut), len(cut) + 1}
    assert cut[-1].spans[-1].end == spans[1].end
    for unit in cut:
        assert len(unit.text) == sum(len(span) + 1 for span in unit.spans) - 1


def test_a_limit_that_the_heading_fills_is_an_error(counter: TokenCounter) -> None:
    with pytest.raises(SettingsError, match="no room"):
        chunk_factor(factor(["We sell."], title="We may fail " * 50), 40, counter)
