"""Which sentences stand for the rest: LexRank over TF-IDF.

Source: G. Erkan and D. Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization", JAIR 22 (2004), in its continuous form (cosine as edge weight).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.asking.rules.wording import stem_list

DAMPING = 0.85
ROUNDS = 30
MOST_SENTENCES = 200
"""Of a longer text the rest gets no rank: the work grows with the square."""

Vector = Mapping[str, float]


def rank(sentences: Sequence[str]) -> tuple[float, ...]:
    """The centrality of each sentence, summing to one over the first ``MOST_SENTENCES``."""
    kept = sentences[:MOST_SENTENCES]
    vectors = tfidf(kept)
    weights = [[cosine(one, other) for other in vectors] for one in vectors]
    size = len(kept)
    weights = [row if sum(row) else [1.0] * size for row in weights]
    totals = [sum(row) for row in weights]
    scores = [1 / size] * size if size else []
    for _ in range(ROUNDS):
        shares = [score / total for score, total in zip(scores, totals, strict=True)]
        scores = [
            (1 - DAMPING) / size
            + DAMPING * sum(row[i] * share for row, share in zip(weights, shares, strict=True))
            for i in range(size)
        ]
    return (*scores, *(0.0 for _ in sentences[MOST_SENTENCES:]))


def tfidf(sentences: Sequence[str]) -> tuple[Vector, ...]:
    """One vector of unit length a sentence, stems by weight; empty for a sentence without words."""
    counts = [Counter(stem_list(sentence)) for sentence in sentences]
    spread = Counter(stem for count in counts for stem in count)
    idf = {stem: math.log(1 + len(sentences) / number) for stem, number in spread.items()}
    return tuple(_unit({stem: n * idf[stem] for stem, n in count.items()}) for count in counts)


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors of unit length."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long.get(stem, 0.0) for stem, weight in short.items())


def _unit(vector: dict[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {stem: weight / length for stem, weight in vector.items()} if length else {}
