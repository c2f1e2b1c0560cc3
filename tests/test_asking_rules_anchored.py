"""A pattern tried only at some words finds what it would find anywhere."""

from __future__ import annotations

import re

import pytest

from summarizer.asking.rules.anchored import Anchored, openings
from summarizer.asking.rules.category_cues import CUES
from summarizer.asking.rules.wording import pattern

OPENINGS = {
    "competitors?": {"compe"},
    "fines?": {"fine"},
    "tax law": {"tax"},
    "Reg A": {"reg"},
    "loss|debt": {"loss", "debt"},
    "(?:loss|debt) of": {"loss", "debt"},
    "los(?:s|es|ing)": {"loss", "loses", "losin"},
    "(?:net )?sales": {"net", "sales"},
    "(?:net |gross )*sales": {"net", "gross", "sales"},
    "(?:re)+start": {"re"},
    "(?:un)?paid": {"unpai", "paid"},
    "((share|stock) ?)?repurchas": {"share", "stock", "repur"},
    "(?:big ){0,2}loss": {""},
    "labou?r": {"labo"},
    r"\bai\b": {"ai"},
    r"[^|)]x|loss": {"", "loss"},
    r"\w+ly": {""},
    r"a\|b": {"a"},
    "(?!no)profit": {""},
}
SOURCES = (
    *OPENINGS,
    r"(?:we|us|the company) (?:have|had) \w+ed\b",
    r"(?<=net )loss|pre-?tax",
    r"lost? lost",
    r"los\w+",
)
TEXTS = (
    "",
    "Competitors' fines, and THE COMPANY had suffered net losses of a labour-tax law.",
    "lost lost lost lost; pre-tax and net loss, non-competitors, unpaid stock repurchases",
    "We have restarted: big big loss loss, (AI) share repurchase, stockrepurchase; debt of us",
    "Netto Sales gross net sales badly paid a|b profits No profit |x",
)


@pytest.mark.parametrize(("source", "wanted"), OPENINGS.items())
def test_what_a_pattern_can_begin_with_is_read_off_it(source: str, wanted: set[str]) -> None:
    assert openings(source) == wanted


@pytest.mark.parametrize("source", SOURCES)
def test_the_matches_are_those_of_a_search_at_every_place(source: str) -> None:
    plain = re.compile(rf"(?<![\w-])(?:{source})", re.IGNORECASE)
    for text in TEXTS:
        wanted = [match.span() for match in plain.finditer(text)]
        assert [match.span() for match in Anchored(source).finditer(text)] == wanted


def test_the_first_match_is_the_earliest_whichever_alternative_it_is_of() -> None:
    found = Anchored("loss|debt").search("In debt after a loss")
    assert found is not None
    assert found[0] == "debt"


def test_no_cue_of_a_category_would_be_tried_at_every_place() -> None:
    sources = [source for cues in CUES.values() for _, source in cues]
    assert [source for source in sources if "" in pattern(source).openings] == []
