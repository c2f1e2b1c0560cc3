"""Checks of what is said of a figure: noun, period, owner, total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judging_samples import HARD, LICENCE, RIGHT, SOFT, found, saying, source_of

from summarizer.judging.checks import figures
from summarizer.judging.drafts import draft_of


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Orrin Ferries was fined {a1} by the Harbour Board.", []),
        ("Hask Marine paid {a2}.", []),
        ("The town of Lindow paid {a2}.", SOFT),
        ("Lindow paid {a2}.", SOFT),
    ],
)
def test_a_figure_keeps_its_owner(text: str, findings: list[object]) -> None:
    assert found(figures.owners_kept, saying(text, "s4", "s3"), source_of(LICENCE)) == findings


def test_a_figure_keeps_its_own_period() -> None:
    page = "h Sales\ns1 {t1|In the year} we had {a1|5 tons} and {t2|in May} we had {a2|1 ton}."
    source = source_of(page)
    labels = [
        RIGHT["amounts"][0] | {"id": "a1", "period": "t1"},
        RIGHT["amounts"][0] | {"id": "a2", "period": "t2"},
    ]
    for text, soft in (
        ("It had {a1} {t1}.", []),
        ("It had {a1}.", []),
        ("It had {a1} {t1} and {a2} {t2}.", []),
        ("It had {a1} {t2}.", [("briefing", 0, False)]),
    ):
        answer = draft_of({"amounts": labels, "briefing": [{"text": text, "units": ["s1"]}]})
        assert found(figures.periods_kept, answer, source) == soft, text


FLEET = """\
h Fleet
s1 We had {a1|12 ferries} in service and {a2|3 docks} under repair {t1|in fiscal 2025}.
s2 {t2|In the seven months to March 2025} the line had {a3|$4 million} of sales."""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("It had {a1} in service and {a2} under repair {t1}.", []),
        ("It had {a2} in service and {a1} under repair {t1}.", HARD),
        ("It had {a1} under repair {t1}.", SOFT),
        ("It had {a2}.", []),
    ],
)
def test_a_figure_keeps_its_noun(text: str, findings: list[object]) -> None:
    assert found(figures.figures_in_place, saying(text, "s1"), source_of(FLEET)) == findings


def test_a_part_of_a_year_is_told() -> None:
    source = source_of(FLEET)
    times = tuple(
        replace(time, start="2024-09-01", end="2025-03-31") if time.id == "t2" else time
        for time in source.chunk.numbered.times
    )
    numbered = replace(source.chunk.numbered, times=times)
    source = replace(source, chunk=replace(source.chunk, numbered=numbered))
    label = RIGHT["amounts"][0] | {"id": "a3", "period": "t2"}
    for text, soft in (("It had {a3} of sales.", SOFT), ("{t2} it had {a3} of sales.", [])):
        answer = draft_of({"amounts": [label], "briefing": [{"text": text, "units": ["s2"]}]})
        assert found(figures.periods_kept, answer, source) == soft, text


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("It had {a3} of sales a year.", SOFT),
        ("It had {a3} of sales in seven months.", []),
        ("It has bad years.", []),
    ],
)
def test_a_period_in_words_is_printed(text: str, findings: list[object]) -> None:
    assert found(figures.periods_printed, saying(text, "s2"), source_of(FLEET)) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("It had {a1} and {a2} in total.", SOFT),
        ("It had {a1} and {a2}.", []),
        ("Together the ferries may fail.", []),
    ],
)
def test_a_total_is_printed(text: str, findings: list[object]) -> None:
    assert found(figures.totals_printed, saying(text, "s1"), source_of(FLEET)) == findings


def test_the_owner_by_the_label_is_named_beside_another_party() -> None:
    page = "h Loss\ns1 After Hask Marine closed its yard, our net loss was {a1|$9 million}."
    label = RIGHT["amounts"][0] | {"entity": "Orrin Ferries"}
    for text, soft in (
        ("Hask Marine had a net loss of {a1}.", SOFT),
        ("Hask Marine closed, and Orrin Ferries had a net loss of {a1}.", []),
        ("Hask Marine closed, and its client had a net loss of {a1}.", []),
    ):
        answer = draft_of({"amounts": [label], "briefing": [{"text": text, "units": ["s1"]}]})
        assert found(figures.owners_kept, answer, source_of(page)) == soft, text
