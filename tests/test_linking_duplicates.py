"""A risk factor printed twice is found; two of one form are not."""

from __future__ import annotations

import dataclasses
import random
from itertools import combinations

from memo_samples import naming

from summarizer.linking.duplicates import NEAR_IDENTICAL, duplicate_links

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


def test_every_two_bodies_of_near_identical_word_sequences_are_found() -> None:
    bodies = _variants(random.Random(7))  # noqa: S311 - words, not secrets
    found = {link.risk_ids for link in duplicate_links([naming(n, b) for n, b in bodies.items()])}
    alike = {
        (f"RF-{i:02}", f"RF-{j:02}")
        for i, j in combinations(bodies, 2)
        if _jaccard(bodies[i], bodies[j]) >= NEAR_IDENTICAL
    }
    assert found == alike
    assert 20 < len(alike) < 200


def _variants(rng: random.Random) -> dict[int, str]:
    """40 texts from 8, each with up to three words changed, a sentence common to all at the end."""
    vocabulary = [f"{a}{b}" for a in ("ba", "co", "di", "fu", "le") for b in ("n", "r", "st", "m")]
    texts = [[rng.choice(vocabulary) for _ in range(rng.randint(50, 150))] for _ in range(8)]
    bodies = {}
    for number in range(40):
        words = [*texts[number % 8], *OTHER.split()[:9]]
        for _ in range(rng.randint(0, 3)):
            words[rng.randrange(len(words))] = rng.choice(vocabulary)
        bodies[number + 1] = " ".join(words)
    return bodies


def _jaccard(one: str, other: str) -> float:
    a, b = (
        {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
        for words in (one.lower().split(), other.lower().split())
    )
    return len(a & b) / len(a | b)
