"""Time phrases: what is one, with which words, and its ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbering.periods import own_periods
from summarizer.numbering.times import find_times
from summarizer.records import Span

Phrase = tuple[str, str | None, str | None]


def read(sentence: str, year_end: str | None = None) -> list[Phrase]:
    return [(t.span.of(sentence), t.start, t.end) for t in find_times(sentence, year_end)]


PHRASES = [
    ("As of March 31, 2011, we had cash.", "As of March 31, 2011", None, "2011-03-31"),
    ("It closed on September 1, 2010 at last.", "on September 1, 2010", None, "2010-09-01"),
    ("We listed in December 2005.", "in December 2005", None, "2005-12-31"),
    ("It ran during February 2020.", "during February 2020", "2020-02-01", "2020-02-29"),
    ("Since 2015 we lose money.", "Since 2015", "2015-01-01", None),
    ("It ends by 2021.", "by 2021", None, "2021-12-31"),
    ("It may end after 2021.", "after 2021", "2022-01-01", None),
    ("It began before 2010.", "before 2010", None, "2009-12-31"),
    ("It began prior to January 1, 2018.", "prior to January 1, 2018", None, "2017-12-31"),
    ("In 2008 sales fell.", "In 2008", "2008-01-01", "2008-12-31"),
    (
        "It grew for the fiscal year ended March 31, 2011 again.",
        "for the fiscal year ended March 31, 2011",
        "2010-04-01",
        "2011-03-31",
    ),
    (
        "It grew for the seven months from September 1, 2010 to March 31, 2011 again.",
        "for the seven months from September 1, 2010 to March 31, 2011",
        "2010-09-01",
        "2011-03-31",
    ),
    (
        "It grew in the three months ended June 30, 2020.",
        "in the three months ended June 30, 2020",
        "2020-04-01",
        "2020-06-30",
    ),
    (
        "It grew in the 52 weeks ended January 28, 2018.",
        "in the 52 weeks ended January 28, 2018",
        "2017-01-30",
        "2018-01-28",
    ),
    (
        "It grew in the first quarter of 2022.",
        "in the first quarter of 2022",
        "2022-01-01",
        "2022-03-31",
    ),
    (
        "It grew in the first six months of 2019.",
        "in the first six months of 2019",
        "2019-01-01",
        "2019-06-30",
    ),
    (
        "It grew in the last six months of 2019.",
        "in the last six months of 2019",
        "2019-07-01",
        "2019-12-31",
    ),
    (
        "It grew in the second half of 2007.",
        "in the second half of 2007",
        "2007-07-01",
        "2007-12-31",
    ),
    ("It grew in Q3 2020.", "in Q3 2020", "2020-07-01", "2020-09-30"),
    ("It grew in the March 2017 quarter.", "in the March 2017 quarter", "2017-01-01", "2017-03-31"),
    (
        "It grew in the fourth quarter of the year ended June 30, 2016.",
        "in the fourth quarter of the year ended June 30, 2016",
        "2016-04-01",
        "2016-06-30",
    ),
    (
        "Losses of the years ended December 31, 2019 and 2018 were high.",
        "the years ended December 31, 2019 and 2018",
        "2018-01-01",
        "2019-12-31",
    ),
    ("It grew from 2015 to 2019.", "from 2015 to 2019", "2015-01-01", "2019-12-31"),
    ("It grew between 2015 and 2019.", "between 2015 and 2019", "2015-01-01", "2019-12-31"),
    ("The 2010 through 2013 tax years are open.", "2010 through 2013", "2010-01-01", "2013-12-31"),
    (
        "From and after the fiscal years ending March 31, 2012, it is small.",
        "From and after the fiscal years ending March 31, 2012",
        "2011-04-01",
        None,
    ),
    ("Beginning in March 2018 it fell.", "Beginning in March 2018", "2018-03-01", None),
    ("It ends at the end of 2021.", "at the end of 2021", None, "2021-12-31"),
    ("It fell at the beginning of 2021.", "at the beginning of 2021", None, "2021-01-01"),
    ("It fell in early 2009.", "in early 2009", None, None),
    ("It is due on 31 December 2014.", "on 31 December 2014", None, "2014-12-31"),
    ("It is dated 2012-05-06 here.", "2012-05-06", None, "2012-05-06"),
    ("It is due by June 30 of each year.", "by June 30", None, None),
    ("It is said of April 31, 2011.", "April 31, 2011", None, None),
    (
        "It grew\nfor the year ended\nMay 31, 2006.",
        "for the year ended\nMay 31, 2006",
        "2005-06-01",
        "2006-05-31",
    ),
]


@pytest.mark.parametrize(("sentence", "text", "start", "end"), PHRASES)
def test_a_phrase_has_its_words_and_ends(
    sentence: str, text: str, start: str | None, end: str | None
) -> None:
    assert read(sentence) == [(text, start, end)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Act of 2002 and our 2008 Annual Report say so.",
        "We have cash for 12 months and act within 30 days.",
        "Many budgets end in March.",
        "We paid $2015 to 2,015 people.",
        "The year 2000 problem was solved.",
        "It owns 2019 Holdings.",
    ],
)
def test_what_is_no_time_phrase(sentence: str) -> None:
    assert read(sentence) == []


def test_a_fiscal_year_follows_the_filings_own_year_end() -> None:
    assert read("It fell in fiscal 2023.") == [("in fiscal 2023", None, None)]
    assert read("It fell in fiscal 2023.", "2024-09-30") == [
        ("in fiscal 2023", "2022-10-01", "2023-09-30")
    ]
    assert read("It fell in the second quarter of fiscal 2023.", "2024-09-30") == [
        ("in the second quarter of fiscal 2023", "2023-01-01", "2023-03-31")
    ]


def test_respectively_deals_a_list_of_dates_out() -> None:
    assert read("At December 31, 2019 and 2018 it was $5 and $4, respectively.") == [
        ("At December 31, 2019", None, "2019-12-31"),
        ("2018", None, "2018-12-31"),
    ]


@given(st.text(alphabet="inthe yearsd 12089,.–-MayQ3oftb\n", max_size=80))
def test_phrases_are_in_order_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for phrase in find_times(text, "2020-12-31"):
        assert end <= phrase.span.start < phrase.span.end <= len(text)
        end = phrase.span.end


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    printed = f"on {day:%B} {day.day}, {day.year}"
    assert read(printed) == [(printed, None, day.isoformat())]


# ── whose period ─────────────────────────────────────────────────────────────────────────────────
OWN = [
    ("As of June 30, 2011, we have ⟨eight plants⟩ and ⟨four ships⟩.", ["As of June 30, 2011"] * 2),
    ("Assets as of March 31, 2011 were ⟨$5⟩.", ["as of March 31, 2011"]),
    ("It owned ⟨29.9%⟩ of our shares as of March 31, 2011.", ["as of March 31, 2011"]),
    (
        "In 2012 it fell, and our loss for the year ended March 31, 2003 was ⟨$5⟩.",
        ["for the year ended March 31, 2003"],
    ),
    (
        "For 2011, (for the six months from May 1, 2010 to October 31, 2010, it had ⟨$5⟩, ⟨$1⟩.",
        ["for the six months from May 1, 2010 to October 31, 2010"] * 2,
    ),
    (
        "Cash was ⟨$5⟩, bonds were ⟨$4⟩ and funds ⟨$3⟩ as of March 31, 2011.",
        ["as of March 31, 2011"] * 3,
    ),
    (
        "We issued ⟨12 shares⟩ in December 2005, after ⟨1 to 5 split⟩ of stock in October 2005.",
        ["in December 2005", "in October 2005"],
    ),
    ("Sales grew from ⟨$4⟩ in 2018 to ⟨$5⟩ in 2019.", ["in 2018", "in 2019"]),
    ("In 2019 sales were ⟨$5⟩ compared to ⟨$4⟩ in 2018.", ["In 2019", "in 2018"]),
    ("In 2019 and 2018 sales were ⟨$5⟩ and ⟨$4⟩, respectively.", ["In 2019", "2018"]),
    ("Sales were ⟨$5⟩ and ⟨$4⟩ for 2019 and 2018, respectively.", ["for 2019", "2018"]),
    ("It rose as part of debt (⟨41.6%⟩ as of December 31, 2012).", ["as of December 31, 2012"]),
    (
        "It joined us on May 1, 2010 for ⟨$9⟩ and mainly serves ⟨1,600 firms⟩.",
        ["on May 1, 2010", None],
    ),
    ("We have ⟨$500⟩ of notes due in 2031.", [None]),
    ("We have ⟨eight plants⟩.", [None]),
]


@pytest.mark.parametrize(("marked", "expected"), OWN)
def test_a_figure_belongs_to_the_phrase_of_its_clause(
    marked: str, expected: list[str | None]
) -> None:
    text, spans = "", []
    for number, part in enumerate(marked.replace("⟩", "⟨").split("⟨")):
        if number % 2:
            spans.append(Span(len(text), len(text) + len(part)))
        text += part
    times = [time.span for time in find_times(text)]
    own = own_periods(text, spans, times)
    assert [None if index is None else times[index].of(text) for index in own] == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("For the five months from May 1 to September 30, 2025", "2025-05-01", "2025-09-30"),
        ("from November 1 to January 31, 2025", "2024-11-01", "2025-01-31"),
    ],
)
def test_a_range_may_name_its_year_at_the_end_only(text: str, start: str, end: str) -> None:
    (found,) = find_times(text)
    assert (found.span.of(text), found.start, found.end) == (text, start, end)
