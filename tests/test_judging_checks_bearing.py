"""Checks of what the cited units bear: words, measures, directions."""

from __future__ import annotations

import pytest
from judging_samples import HARD, LICENCE, RIGHT, SOFT, draft, found, saying, source_of

from summarizer.judging.checks import bearing


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("The Harbour Board may revoke the licence of Orrin Ferries.", "s1", []),
        ("The Harbour Board may revoke the licence of Orrin Ferries.", "s5", HARD),
        ("Failed safety rules could harm the standing of the licence abroad.", "s1", SOFT),
        ("It may be so.", "s5", []),
        ("Competition from newer vessels depresses passenger fares.", "s1", HARD),
        ("The board may revoke the licence. Strong controls keep exposures small.", "s1", HARD),
    ],
)
def test_a_sentence_shares_its_words_with_its_units(
    text: str, unit: str, findings: list[object]
) -> None:
    assert found(bearing.units_bear, saying(text, unit), source_of(LICENCE)) == findings


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("Orrin Ferries maintains insurance.", "s5", []),
        ("Insurance mitigates the risk to the licence.", "s1", SOFT),
    ],
)
def test_a_mitigating_measure_is_printed(text: str, unit: str, findings: list[object]) -> None:
    assert found(bearing.mitigation_is_printed, saying(text, unit), source_of(LICENCE)) == findings


def test_a_direction_is_printed() -> None:
    source = source_of(LICENCE)
    assert found(bearing.direction_is_printed, saying("Revenue may fall.", "s2"), source) == []
    assert found(bearing.direction_is_printed, saying("Fines may increase.", "s1"), source) == SOFT
    assert (
        found(bearing.direction_is_printed, saying("The licence may fall.", "s2"), source) == SOFT
    )


def test_a_unit_that_bears_a_sentence_better_is_the_one_to_cite() -> None:
    page = "h Dock\ns1 The old dock at Lindow may fail in a storm.\ns2 A storm at Lindow may pass."
    sentence = saying("The old dock of Orrin Ferries at Lindow may fail.", "s2")
    (finding,) = bearing.units_bear(sentence, source_of(page))
    assert finding.hard
    assert "s1 bears this better than s2" in finding.reason


def test_a_mitigant_is_no_driver() -> None:
    drivers = [*RIGHT["drivers"], {"text": "the dock is insured", "units": ["s6"]}]
    assert found(bearing.mitigants_apart, draft(drivers=drivers)) == [("drivers", 1, False)]
    assert found(bearing.mitigants_apart, draft()) == []
    lowering = [{"text": "a second crew limits the exposure", "units": ["s1"]}]
    assert found(bearing.mitigants_apart, draft(drivers=lowering)) == [("drivers", 0, False)]
    lacking = [{"text": "insurance that does not cover the dock against fire", "units": ["s6"]}]
    assert found(bearing.mitigants_apart, draft(drivers=lacking)) == []
