"""A risk factor printed twice is found; two of one form are not."""

from __future__ import annotations

import dataclasses

from memo_samples import naming

from summarizer.linking.duplicates import duplicate_links

BODY = (
    "The river rises every spring and has reached the lower hall of our plant in three of the last "
    "ten years. A flood could stop the presses for months, and our insurance covers the buildings "
    "alone and not the orders that we would lose while the presses stand still."
)
OTHER = (
    "Our foundry rents its yard from the town under a lease that ends in four years. We may have "
    "to leave the yard, and we know of no other place near the railway that would hold the moulds."
)


def test_a_body_printed_twice_is_a_duplicate() -> None:
    (link,) = duplicate_links([naming(1, BODY), naming(2, OTHER), naming(3, BODY)])
    assert link.risk_ids == ("RF-01", "RF-03")


def test_a_few_words_changed_are_still_a_duplicate() -> None:
    changed = BODY.replace("every spring", "each spring")
    assert len(list(duplicate_links([naming(1, BODY), naming(2, changed)]))) == 1


def test_texts_that_share_a_sentence_are_none() -> None:
    shared = " We cannot say when this will end."
    assert not list(duplicate_links([naming(1, BODY + shared), naming(2, OTHER + shared)]))


def test_one_heading_over_two_texts_is_noted_as_such() -> None:
    second = dataclasses.replace(naming(2, OTHER), heading=naming(1).heading)
    (link,) = duplicate_links([naming(1, BODY), second])
    assert link.note == "Their headings are the same, their texts are not."
