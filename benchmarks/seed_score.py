"""Score a memo of the seed filing against its gold: ``python benchmarks/seed_score.py [SHARED]``.

The whole journey runs (reading, splitting, numbering, asking, judging) with the embedded engine, or
with ``--model NAME`` of an OpenAI-compatible server (OPENAI_API_KEY, OPENAI_BASE_URL). A label
counts where the gold accepts it. Without the shared folder nothing is scored, and it says so.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer import openai_engine, rules_engine, summarize
from summarizer.memo import LabelledAmount, Memo, RiskRecord

Miss = tuple[str, str, str]
"""Risk, field, what was said instead."""

BARS = {"severity": 17, "primary category": 16, "likelihood": 15}
"""How many of the 19 the embedded engine is to have right."""

CLOSE = 1e-6
"""How far, relatively, two readings of the same figure may be apart."""

GOLD = Path("gold", "seed-gold.json")
SEED = Path("filings", "files", "seed.txt")


def main() -> int:
    """Print the score; the exit status is 1 where a bar is missed."""
    options = _options()
    if not (options.shared / GOLD).is_file():
        print(f"Skipped: no {GOLD} in {options.shared} (give the shared folder's path).")
        return 0
    gold = json.loads((options.shared / GOLD).read_text(encoding="utf-8"))
    engine = openai_engine(options.model) if options.model != "rules" else rules_engine()
    start = time.perf_counter()
    memo = summarize(options.shared / SEED, engine=engine)
    seconds = time.perf_counter() - start
    misses = list(_misses(memo, gold))
    _print_score(memo, gold, misses)
    print(f"{seconds:.2f} s, engine {memo.engine.name}, {len(memo.gaps)} gaps")
    if options.verbose:
        for risk, field, reason in misses:
            print(f"  {risk} {field}: {reason}")
    return int(any(_right(name, gold, misses) < bar for name, bar in BARS.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("..", "shared"))
    parser.add_argument("--model", default="rules")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every miss")
    return parser.parse_args()


# ── labels ───────────────────────────────────────────────────────────────────────────────────────
def _misses(memo: Memo, gold: Mapping[str, Any]) -> Iterator[Miss]:
    """Risk, field and what was said instead, for everything that the gold does not accept."""
    records = {record.risk_id: record for record in memo.risks}
    for wanted in gold["risks"]:
        risk = wanted["risk_id"]
        if risk in records:
            yield from _label_misses(records[risk], wanted, gold["acceptable"][risk])
        else:
            yield from ((risk, field, "no record") for field in FIELDS)


FIELDS = (
    *("heading", "severity", "primary category", "category", "likelihood", "status", "velocity"),
    *("horizon",),
)


def _label_misses(
    record: RiskRecord, wanted: Mapping[str, Any], accepted: Mapping[str, Sequence[Any]]
) -> Iterator[Miss]:
    said = {
        "heading": (record.heading, [wanted["heading"]]),
        "severity": (record.severity.level, accepted["severity_level"]),
        "primary category": (record.category_primary, [wanted["category_primary"]]),
        "category": (record.category_secondary, [wanted["category_secondary"]]),
        "likelihood": (record.likelihood.class_, accepted["likelihood"]),
        "status": (record.status.class_, accepted["status"]),
        "velocity": (record.timing.velocity, accepted["velocity"]),
        "horizon": (record.timing.horizon, accepted["horizon"]),
    }
    for field, (value, right) in said.items():
        if value not in right:
            yield record.risk_id, field, f"{value!r}, accepted {right!r}"


def _right(field: str, gold: Mapping[str, Any], misses: Sequence[Miss]) -> int:
    return len(gold["risks"]) - sum(missed == field for _, missed, _ in misses)


# ── figures ──────────────────────────────────────────────────────────────────────────────────────
def _pairs(memo: Memo, gold: Mapping[str, Any]) -> Iterator[tuple[LabelledAmount, dict[str, Any]]]:
    """Figures found beside the gold's, by risk and value or printed words."""
    records = {record.risk_id: record for record in memo.risks}
    for wanted in gold["risks"]:
        record = records.get(wanted["risk_id"])
        left = list(record.amounts) if record else []
        for amount in wanted["amounts"]:
            same = next((one for one in left if _same(one, amount)), None)
            if same:
                left.remove(same)
                yield same, amount


def _same(found: LabelledAmount, wanted: Mapping[str, Any]) -> bool:
    if found.value is not None and wanted["value"] is not None:
        value = float(wanted["value"])
        return abs(found.value - value) <= CLOSE * abs(value)
    unread = found.value is None and wanted["value"] is None
    return unread and found.text.strip("\\$") in str(wanted["text"])


def _print_score(memo: Memo, gold: Mapping[str, Any], misses: Sequence[Miss]) -> None:
    total = len(gold["risks"])
    for field in FIELDS:
        bar = f" (bar {BARS[field]})" if field in BARS else ""
        print(f"{field:17} {_right(field, gold, misses):2} of {total}{bar}")
    pairs = list(_pairs(memo, gold))
    found = sum(len(record.amounts) for record in memo.risks)
    wanted = sum(len(record["amounts"]) for record in gold["risks"])
    suspect = Counter(one.reliability for record in memo.risks for one in record.amounts)["suspect"]
    truly = sum(a.reliability == b["reliability"] == "suspect" for a, b in pairs)
    print(f"{'amounts':17} {len(pairs):2} of {wanted}, {found - len(pairs)} others")
    print(f"{'suspect':17} {suspect:2}, {truly} of them the gold's")
    for field in ("measure", "role"):
        right = sum(getattr(a, field) == b[field] for a, b in pairs)
        print(f"{field:17} {right:2} of {len(pairs)}")


if __name__ == "__main__":
    raise SystemExit(main())
