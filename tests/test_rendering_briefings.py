"""Briefings of chosen risks, for a terminal."""

from __future__ import annotations

import pytest
from memo_samples import memo, record

from summarizer.errors import SettingsError
from summarizer.memo import Briefing, BriefingSentence
from summarizer.records import Gap
from summarizer.rendering import render_briefings


def test_a_briefing_is_a_title_a_line_of_labels_and_one_paragraph() -> None:
    assert render_briefings(memo(record(1), record(7)), ["RF-07"]) == (
        "RF-07. Standstill of plant 7\n"
        "severity 3 of 5 | likelihood wording: possible | hypothetical | band C | OPS-CONT | "
        "10-K Item 1A, lines 70-76\n"
        "Tarn Pumps may lose output if plant 7 stands still. [h, s1]\n"
    )


def test_briefings_come_in_the_order_asked_for_a_blank_line_between() -> None:
    text = render_briefings(memo(record(1), record(2)), ["RF-02", "RF-01"])
    assert [line[:5] for line in text.split("\n\n")] == ["RF-02", "RF-01"]


def test_without_ids_all_come() -> None:
    assert render_briefings(memo(record(1), record(2)), []).count("RF-") == 2


def test_an_unknown_id_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no risk RF-9\. Choose from RF-01, RF-02\."):
        render_briefings(memo(record(2), record(1)), ["RF-01", "RF-9"])


def test_a_risk_that_is_a_gap_says_why() -> None:
    gap = Gap(risk_id="RF-02", field=None, reason="no valid answer")
    text = render_briefings(memo(record(1), gaps=[gap]), ["RF-02"])
    assert text == "RF-02 not summarised: no valid answer\n"


def test_nothing_of_the_filing_steers_the_terminal() -> None:
    sentence = BriefingSentence(text="Red \x1b[31malert.", cites=("s1",))
    briefing = Briefing(text=sentence.text, sentences=(sentence,))
    assert "\x1b" not in render_briefings(memo(record(1, briefing=briefing)), ["RF-01"])
