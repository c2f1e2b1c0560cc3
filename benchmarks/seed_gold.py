"""Write the seed filing's reference records as a gold file: ``python benchmarks/seed_gold.py OUT``.

OUT is a .json file that ``summarizer eval`` reads; the reference folder is ``../shared`` or the one
that ``--shared`` names.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summarizer.evaluating import empty_gold
from summarizer.numbering import number_factor
from summarizer.reading import read_filing
from summarizer.records import Amount, NumberedFactor, Reliability, Span
from summarizer.splitting import find_risk_sections

SHARED = Path("..", "shared")
GOLD = Path("gold", "seed-gold.json")
SEED = Path("filings", "files", "seed.txt")
CLOSE = 1e-6
"""How far, relatively, two readings of the same figure may be apart."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    gold = seed_gold(options.shared)
    gold["filing"]["path"] = str((options.shared / SEED).resolve())
    options.out.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def seed_gold(shared: Path) -> dict[str, Any]:
    """The reference records in the form of schemas/gold.schema.json."""
    reference = json.loads((shared / GOLD).read_text(encoding="utf-8"))
    wanted = {risk["heading"]: risk for risk in reference["risks"]}
    filing = read_filing(shared / SEED)
    sections = find_risk_sections(filing)
    numbered = [number_factor(filing, factor) for s in sections for factor in s.factors]
    gold = empty_gold(filing, numbered)
    gold["rater"] = "reference"
    for risk, factor in zip(gold["risks"], numbered, strict=True):
        if known := wanted.get(risk["heading"]):
            accepted = reference["acceptable"][known["risk_id"]]
            risk.update(_labels(known, accepted, factor))
    return gold


def _labels(
    known: Mapping[str, Any], accepted: Mapping[str, Any], factor: NumberedFactor
) -> dict[str, Any]:
    return {
        "severity": known["severity"]["level"],
        "likelihood": known["likelihood"]["class"],
        "category": known["category_secondary"],
        "status": known["status"]["class"],
        "hypothetical_wording": known["status"]["hypothetical_wording"],
        "accepted": {
            "severity": accepted["severity_level"],
            "likelihood": accepted["likelihood"],
            "status": accepted["status"],
        },
        "evidence": list(dict.fromkeys(u for e in known["evidence"] for u in _units(e, factor))),
        "amounts_checked": True,
        "amounts": list(_amounts(known, factor)),
    }


def _units(evidence: Mapping[str, Any], factor: NumberedFactor) -> Iterator[str]:
    """The units that a quoted passage runs through."""
    quoted = Span(evidence["char_start"], evidence["char_end"])
    for unit in factor.units:
        if unit.span.start < quoted.end and quoted.start < unit.span.end:
            yield unit.id


def _amounts(known: Mapping[str, Any], factor: NumberedFactor) -> Iterator[dict[str, Any]]:
    """The reference's figures, at the places where ours of the same value stand.

    One that the reference has and we lack stands in the unit that its words are in.
    """
    starts = {unit.id: unit.span.start for unit in factor.units}
    left = list(factor.amounts)
    for wanted in known["amounts"]:
        labels = {"role": wanted["role"], "measure": wanted["measure"]}
        found = next((one for one in left if same_figure(one, wanted)), None)
        if found is None:
            units = (unit.id for unit in factor.units if wanted["text"] in unit.text)
            yield {"unit_id": next(units, "h"), "text": wanted["text"], **labels}
            continue
        left.remove(found)
        offset = found.span.start - starts[found.unit_id]
        place = {"id": found.id, "unit_id": found.unit_id, "text": found.text, "offset": offset}
        yield {**place, **labels}


def same_figure(found: Amount, wanted: Mapping[str, Any]) -> bool:
    """Whether a figure of ours is the reference's: of its value, or damaged as it is."""
    if found.value is not None and wanted["value"] is not None:
        value = float(wanted["value"])
        return abs(found.value - value) <= CLOSE * abs(value)
    damaged = found.reliability is Reliability.SUSPECT and wanted["reliability"] == "suspect"
    return damaged and found.text.strip("\\$") in str(wanted["text"])


if __name__ == "__main__":
    main()
