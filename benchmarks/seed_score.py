"""Score a memo of the seed filing against its gold: ``python benchmarks/seed_score.py [SHARED]``.

The whole journey runs (reading, splitting, numbering, asking, judging) with the embedded engine, or
with ``--model NAME`` of an OpenAI-compatible server (OPENAI_API_KEY, OPENAI_BASE_URL). A label
counts where the gold accepts it. Without the shared folder nothing is scored, and it says so.
``seed_gold.py`` writes the same gold for ``summarizer eval``, which says more.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seed_gold import GOLD, SEED, SHARED, seed_gold

from summarizer import openai_engine, rules_engine, summarize
from summarizer.evaluating import Score, compare, labels_of_gold, labels_of_memo
from summarizer.memo import Memo, to_json

BARS = {"severity": 17, "primary category": 16, "likelihood": 15}
"""How many of the 19 the embedded engine is to have right."""

SCORED = {
    "severity": "severity",
    "primary category": "category_primary",
    "category": "category",
    "likelihood": "likelihood",
    "status": "status",
}


def main() -> int:
    """Print the score; the exit status is 1 where a bar is missed."""
    options = _options()
    if not (options.shared / GOLD).is_file():
        print(f"Skipped: no {GOLD} in {options.shared} (give the shared folder's path).")
        return 0
    engine = openai_engine(options.model) if options.model != "rules" else rules_engine()
    start = time.perf_counter()
    memo = summarize(options.shared / SEED, engine=engine)
    seconds = time.perf_counter() - start
    gold = labels_of_gold(seed_gold(options.shared), options.shared / GOLD)
    score = compare(gold, labels_of_memo(to_json(memo)))
    reference = json.loads((options.shared / GOLD).read_text(encoding="utf-8"))
    timing = list(_timing_misses(memo, reference))
    right = _right(score, timing, len(reference["risks"]))
    for field, number in right.items():
        bar = f" (bar {BARS[field]})" if field in BARS else ""
        print(f"{field:17} {number:2} of {len(reference['risks'])}{bar}")
    _print_figures(memo, score, reference)
    print(f"{seconds:.2f} s, engine {memo.engine.name}, {len(memo.gaps)} gaps")
    if options.verbose:
        for name, field in SCORED.items():
            for miss in (miss for miss in score.misses if miss.field == field):
                print(f"  {miss.risk_id} {name}: {miss.got!r}, accepted {list(miss.gold)!r}")
        for risk, field, reason in timing:
            print(f"  {risk} {field}: {reason}")
    return int(any(right[name] < bar for name, bar in BARS.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--model", default="rules")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every miss")
    return parser.parse_args()


def _right(score: Score, timing: list[tuple[str, str, str]], total: int) -> dict[str, int]:
    """How many risk factors are right in each field, in the order in which they are printed."""
    accuracy = {one.field.name: one.accuracy.count for one in score.fields}
    right = {"heading": score.headings.count}
    right |= {name: accuracy[field] for name, field in SCORED.items()}
    for field in ("velocity", "horizon"):
        right[field] = total - sum(missed == field for _, missed, _ in timing)
    return right


def _timing_misses(memo: Memo, reference: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Risk, field and what was said instead: a gold file has no labels for timing."""
    records = {record.heading: record for record in memo.risks}
    for wanted in reference["risks"]:
        accepted, record = (
            reference["acceptable"][wanted["risk_id"]],
            records.get(wanted["heading"]),
        )
        for field in ("velocity", "horizon"):
            said = getattr(record.timing, field) if record else None
            if said not in accepted[field]:
                yield wanted["risk_id"], field, f"{said!r}, accepted {accepted[field]!r}"


def _print_figures(memo: Memo, score: Score, reference: Mapping[str, Any]) -> None:
    amounts = score.amounts
    print(f"{'amounts':17} {amounts.both:2} of {amounts.gold}, {amounts.got - amounts.both} others")
    damaged = [
        (record.heading, amount.text)
        for record in memo.risks
        for amount in record.amounts
        if amount.reliability == "suspect"
    ]
    known = [
        (risk["heading"], amount["text"])
        for risk in reference["risks"]
        for amount in risk["amounts"]
        if amount["reliability"] == "suspect"
    ]
    truly = sum(
        any(heading == h and text.strip("\\$") in t for h, t in known) for heading, text in damaged
    )
    print(f"{'suspect':17} {len(damaged):2}, {truly} of them the gold's")
    for one in score.figure_fields:
        print(f"{one.field.name:17} {one.accuracy.count:2} of {one.accuracy.n}")


if __name__ == "__main__":
    raise SystemExit(main())
