"""Scores the sentence cutter on labelled filing prose and times it beside syntok.

    python benchmarks/sentences.py [LABELS]

LABELS is a JSON file ``{name: {"text", "labels": [[position, kind], ...]}}``: S is the end of a
sentence, n and W are not (a full stop, a line end); H, B, P and E (ends of headings, list items,
pages and of the text) are left out of the score, as cutting there is the reader's business.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.numbering import cut_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LABELS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "sentences.json"
NEUTRAL = {"H", "B", "P", "E"}
ROUNDS = 5


def ours(text: str) -> set[int]:
    """Where our cutter ends sentences."""
    return {span.end for span in cut_sentences(text)}


def by_syntok(text: str) -> set[int]:
    """Where syntok ends sentences."""
    from syntok import segmenter

    return {
        sentence[-1].offset + len(sentence[-1].value)
        for paragraph in segmenter.analyze(text)
        for sentence in paragraph
    }


def score(
    documents: Iterable[tuple[str, dict[int, str]]], cutter: Callable[[str], set[int]]
) -> tuple[float, float, float]:
    """Precision, recall and F1 over all documents."""
    hits = found = wanted = 0
    for text, labels in documents:
        neutral = {place for place, kind in labels.items() if kind in NEUTRAL}
        ends = cutter(text) - neutral - {len(text.rstrip())}
        sentences = {place for place, kind in labels.items() if kind == "S"}
        hits += len(ends & sentences)
        found += len(ends)
        wanted += len(sentences)
    return hits / found, hits / wanted, 2 * hits / (found + wanted)


def seconds(cutter: Callable[[str], set[int]], texts: Iterable[str]) -> float:
    """Processor time for all the texts."""
    start = time.process_time()
    for text in texts:
        cutter(text)
    return time.process_time() - start


def main() -> int:
    """The whole run; skipped where there are no labels."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS
    if not path.is_file():
        print(f"skipped: no labelled sentences in {path}")
        return 0
    documents = [
        # A label may stand behind a blank; a sentence never ends with one.
        (each["text"], {len(each["text"][:at].rstrip()): kind for at, kind in each["labels"]})
        for each in json.loads(path.read_text(encoding="utf-8")).values()
    ]
    texts = [text for text, _ in documents]
    characters = sum(map(len, texts))
    cutters: dict[str, Callable[[str], set[int]]] = {"ours": ours}
    try:
        by_syntok("A text.")
        cutters["syntok"] = by_syntok
    except ImportError:
        print("syntok is not installed (pip install syntok): ours alone")
    times: dict[str, list[float]] = {name: [] for name in cutters}
    for _ in range(ROUNDS):
        for name, cutter in cutters.items():
            times[name].append(seconds(cutter, texts))
    sentences = sum(kind == "S" for _, labels in documents for kind in labels.values())
    print(f"{len(texts)} documents, {sentences} ends of sentences, {characters / 1e3:.0f} kB")
    print(f"{'':8} precision  recall     F1     MB/s  times ours")
    for name, cutter in cutters.items():
        precision, recall, f1 = score(documents, cutter)
        speed = characters / statistics.median(times[name]) / 1e6
        ratio = statistics.median(
            theirs / mine for theirs, mine in zip(times[name], times["ours"], strict=True)
        )
        print(f"{name:8} {precision:9.4f} {recall:7.4f} {f1:6.4f} {speed:8.2f} {ratio:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
