"""Where sentences end in filing prose, and where they do not although a full stop stands there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbering.sentences import cut_sentences, sentence_gaps

if TYPE_CHECKING:
    from pathlib import Path


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in cut_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Our supplier Norbright Holdings Inc. is in default.",
        'We bought Tarn Co., Ltd. ("Tarn") and Tarn Lease Corp. (the "Lessor").',
        "The case Abel v. Tarn Inc. Securities Litigation, No. 19-204, is pending.",
        "See Nos. 12 and 14 of Reg. S-K.",
        "We sell in the U.S. Retail market and in non-U.S. markets.",
        "It is before the U.S. District Court and the D.C. Circuit.",
        "Mr. Koji A. Tanabe, Ph.D., and Dr. Ruth Adler joined us.",
        "The Honorable Ada P. Lindqvist ruled.",
        "Some costs, e.g. Energy, i.e. Gas, and those of Adler et al. rose.",
        "Please see Item 5. Operating and Financial Review for more.",
        "They are described in Note 12. Income Taxes and elsewhere.",
        "Rates rose 3.5 percent from Jan. 5 to Feb. 10.",
        "The call is at 9 a.m. Eastern Time.",
        "Sales fell ... and rose again . . . and fell.",
        "We lost customers; Tarn left us; two others followed: Abel and Brask.",
        "If prices rise and our\ncustomers leave, revenues\nmay fall.",
        "We run servers in\n2 places.",
        "C. Reasons for the offer",
        "12. Commitments and contingencies",
        "We bought shares of Yonder! Inc. and sold them.",
        "Customers may turn to these\n\nproducts of others.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We depend on Norbright Holdings Inc.", "We have no contract with it."),
        ("We have plants outside the U.S.", "In addition, we lease two."),
        ("We have plants outside the U.S.", "Currently, they are idle."),
        ("He has led NorTel Co. Ltd.", "Mr. Adler reports to him."),
        ("He holds a Ph.D.", "He teaches."),
        ("This is on Form 10-K.", "Sales rose."),
        ("Nothing is required by this Item 16.", "The company has elected none."),
        ("This is described in Note 12.", "Sales rose again."),
        ("We issued Class A.", "Holders may vote."),
        ("Losses rose in 2011.", "45 plants closed."),
        ("It is closed until 9 a.m.", "The doors open then."),
        ("Can we compete?", "Perhaps."),
        ('They said "no more."', "We agreed."),
        ("Rates fell (by 3%).", "(They rose before.)"),
        ("It fell by half.(1)", "It rose again."),
        ("We sell energy, gas, etc.", "Prices vary."),
        ("We sell phones.", "iTarn is our brand."),
        ("Income was $4.2 million.", "“We are proud.”"),
        ("Costs fell . . . .", "However, they rose again."),
    ],
)
@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\u00a0", " \n\n "])
def test_two_sentences_are_cut(first: str, second: str, gap: str) -> None:
    assert sentences(f"{first}{gap}{second}") == [first, second]


def test_a_lost_blank_after_a_sentence_is_noticed() -> None:
    assert sentences("We may fail.The costs are high.") == ["We may fail.", "The costs are high."]


def test_headings_and_bullets_are_cut_where_lines_set_them_off() -> None:
    text = "Our risks\n\nWe may lose, for example:\n- customers,\n- · staff, and\n• money."
    assert sentences(text) == [
        "Our risks",
        "We may lose, for example:",
        "- customers,",
        "- · staff, and",
        "• money.",
    ]


def test_a_dash_at_the_start_of_a_wrapped_line_is_no_bullet() -> None:
    assert len(sentences("from the years 2010\n- 2011 onwards")) == 1


def test_blank_text_has_no_sentences() -> None:
    assert cut_sentences("") == cut_sentences(" \n\n ") == ()


BITS = [*' \n()"…-•?é中', "\n\n", "We", "lost", "Inc.", "U.S.", "money.", "No.", "4.", "Item"]
PROSE = st.lists(st.sampled_from(BITS), max_size=40).map("".join)


@given(PROSE | st.text(max_size=80))
def test_sentences_are_in_order_and_leave_out_only_blanks(text: str) -> None:
    spans = cut_sentences(text)
    end = 0
    for span in spans:
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert not text[end:].strip()


@given(PROSE, st.integers(0, 60))
def test_windows_put_together_find_the_same_gaps(text: str, border: int) -> None:
    whole = set(sentence_gaps(text, 0, len(text)))
    if any(gap <= border <= following for gap, following in whole) or border > len(text):
        return  # nobody cuts a window within a gap
    parts = {*sentence_gaps(text, 0, border), *sentence_gaps(text, border, len(text))}
    assert whole <= parts


@pytest.mark.parametrize("text", [". " * 200_000, "\n" * 400_000, " " * 400_000, ".)" * 200_000])
def test_hostile_text_ends_quickly(text: str) -> None:
    cut_sentences(text)


def test_labelled_boundaries_of_filings_are_found(shared: Path) -> None:
    labelled = json.loads((shared / "gold" / "sentences.json").read_text(encoding="utf-8"))
    hits = misses = 0
    for document in labelled.values():
        text = document["text"]
        labels = {len(text[:place].rstrip()): kind for place, kind in document["labels"]}
        ends = {span.end for span in cut_sentences(text)} - {len(text.rstrip())}
        wanted = {place for place, kind in labels.items() if kind == "S"}
        found = {place for place in ends if labels.get(place) not in {"H", "B", "P", "E"}}
        hits += len(wanted & found)
        misses += len(wanted ^ found)
    assert 2 * hits / (2 * hits + misses) >= 0.99


@pytest.mark.parametrize("name", ["Ada B. Connolly", "Jane Q. Public", "Marta C. Ostwald"])
def test_a_middle_initial_ends_no_sentence(name: str) -> None:
    text = f"{name}, our director, resigned. We thank her."
    assert [one.of(text) for one in cut_sentences(text)] == [
        f"{name}, our director, resigned.",
        "We thank her.",
    ]
