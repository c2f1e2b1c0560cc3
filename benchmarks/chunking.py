"""Chunking beside semchunk and semantic-text-splitter, in one interleaved run.

    python benchmarks/chunking.py [FOLDER_OR_FILE ...]

All count with tiktoken's o200k_base. Times are processor time as ratios to one bare tiktoken pass
over the same text, the median of the rounds. "Least" is the number of chunks that cuts at sentence
ends alone need; "inside" the chunks that end within a sentence, list items being ends.
"""

from __future__ import annotations

import statistics
import sys
import textwrap
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.numbering import TokenCounter, chunk_text, cut_sentences, load_counter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Chunker = Callable[[str, int], Sequence[str]]

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "filings" / "gold" / "sections"
LIMITS = {256: 1.5, 1024: 1.4, 4096: 1.25}
LEAST_BYTES = 1_000_000
ROUNDS = 7
HOSTILE = {"letter": "a", "blank": " ", "digit": "7", "emoji": "😀", "CJK": "風", "line end": "\n"}


@dataclass(slots=True)
class Contender:
    """A chunker and what came of it at one limit."""

    name: str
    chunk: Chunker
    ratios: list[float] = field(default_factory=list)
    chunks: Sequence[str] = ()


def contenders(counter: TokenCounter) -> list[Contender]:
    """Ours and what else is installed."""

    def ours(text: str, limit: int) -> Sequence[str]:
        return [chunk.text for chunk in chunk_text(text, limit, counter)]

    found = [Contender("ours", ours)]
    for name, make in (("semchunk", _semchunk), ("semantic-text-splitter", _splitter)):
        try:
            found.append(Contender(name, make(counter)))
        except ImportError:
            print(f"{name} is not installed (pip install {name}): left out")
    return found


def _semchunk(counter: TokenCounter) -> Chunker:
    from semchunk.semchunk import chunk as cut

    def chunk(text: str, limit: int) -> Sequence[str]:
        return [str(piece) for piece in cut(text, limit, counter.count, memoize=False)]

    return chunk


def _splitter(counter: TokenCounter) -> Chunker:
    from semantic_text_splitter import TextSplitter

    def chunk(text: str, limit: int) -> Sequence[str]:
        splitter = TextSplitter.from_callback(counter.count, limit, trim=False)
        pieces: list[str] = splitter.chunks(text)
        return pieces

    return chunk


def read_text(paths: Sequence[Path]) -> str:
    """The texts joined by empty lines, over again until there is a megabyte."""
    files = [
        file for path in paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])
    ]
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in files)
    size = len(text.encode())
    times = -(-LEAST_BYTES // size)
    print(f"{len(files)} texts, {size / 1e6:.2f} MB, taken {times} times")
    return "\n\n".join([text] * times)


def least_chunks(text: str, limit: int, counter: TokenCounter) -> int:
    """The chunks of a greedy fill with whole sentences; a longer one counts as filling its own."""
    chunks, filled, start = 1, 0, 0
    for span in cut_sentences(text):
        tokens = counter.count(text[start : span.end])
        start = span.end
        chunks, filled = (
            (chunks + 1, tokens) if filled + tokens > limit else (chunks, filled + tokens)
        )
        chunks, filled = chunks + max(0, filled - 1) // limit, (filled - 1) % limit + 1
    return chunks


def ends_inside(text: str, chunks: Sequence[str]) -> int:
    """How many chunks end within a sentence that is not longer than a chunk of them all."""
    ends = {span.end for span in cut_sentences(text)}
    inside = position = 0
    for chunk in chunks:
        stripped = chunk.strip()
        position = text.index(stripped, position) + len(stripped) if stripped else position
        inside += position not in ends and stripped[-1:] not in {":", ";"}
    return inside


def race(text: str, limit: int, counter: TokenCounter) -> list[Contender]:
    """All contenders on the same text, in turns."""
    runners = contenders(counter)
    for _ in range(ROUNDS):
        start = time.process_time()
        counter.count(text)
        bare = time.process_time() - start
        for runner in runners:
            start = time.process_time()
            runner.chunks = runner.chunk(text, limit)
            runner.ratios.append((time.process_time() - start) / bare)
    return runners


def report(text: str, limit: int, counter: TokenCounter) -> None:
    """Prints a table for one limit."""
    least = least_chunks(text, limit, counter)
    print(
        f"\nlimit {limit} (ours: at most {LIMITS[limit]} times a bare pass); least {least} chunks"
    )
    print(f"{'':24} times bare  chunks  /least  over  inside  smallest")
    for runner in race(text, limit, counter):
        sizes = [counter.count(chunk) for chunk in runner.chunks]
        print(
            f"{runner.name:24} {statistics.median(runner.ratios):10.2f} {len(sizes):7}"
            f" {len(sizes) / least:7.3f} {sum(size > limit for size in sizes):5}"
            f" {ends_inside(text, runner.chunks):7} {min(sizes) / limit:9.2f}"
        )
    chunks = chunk_text(text, limit, counter)
    exact = sum(chunk.tokens == counter.count(chunk.text) for chunk in chunks)
    print(f"claimed counts that are tiktoken's: {exact} of {len(chunks)}")


def report_wrapped(text: str, limit: int, counter: TokenCounter) -> None:
    """Prints where chunks end if the paragraphs are hard-wrapped."""
    lines = (textwrap.fill(line, 80, break_on_hyphens=False) for line in text.split("\n"))
    wrapped = "\n\n".join(line for line in lines if line)
    chunks = [chunk.text for chunk in chunk_text(wrapped, limit, counter)]
    print(f"hard-wrapped at 80: {ends_inside(wrapped, chunks)} of {len(chunks)} chunks end inside")


def report_hostile(counter: TokenCounter) -> None:
    """Prints how texts without any border fare."""
    limit = 1024
    print(f"\na million of one character at limit {limit}: seconds, chunks, counts that are exact")
    for name, character in HOSTILE.items():
        start = time.perf_counter()
        chunks = chunk_text(character * 1_000_000, limit, counter)
        took = time.perf_counter() - start
        exact = sum(chunk.tokens == counter.count(chunk.text) <= limit for chunk in chunks)
        print(f"{name:10} {took:6.2f} {len(chunks):6} {exact:6}")


def main() -> int:
    """The whole run; skipped where there are no texts."""
    paths = [Path(argument) for argument in sys.argv[1:]] or [TEXTS]
    if missing := [path for path in paths if not path.exists()]:
        print(f"skipped: no texts in {', '.join(map(str, missing))}")
        return 0
    counter = load_counter()
    text = read_text(paths)
    chunk_text(text[:10_000], 64, counter)  # loads the vocabulary
    for limit in LIMITS:
        report(text, limit, counter)
        report_wrapped(text, limit, counter)
    report_hostile(counter)
    return 0


if __name__ == "__main__":
    sys.exit(main())
