"""The empty gold of a filing: its risk factors in numbered units, labels to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.evaluating.labels import LABELLED
from summarizer.records import Filing, NumberedFactor
from summarizer.resources import schema, taxonomy

GOLD_VERSION = "1"

_HOW = (
    "Read the heading and the units of each risk factor and replace null by a value; what stays "
    "null is not scored. Rate only what the risk factor's own text says, by this guide. Under "
    "accepted, add further values that you would take as right. Then: summarizer eval THIS-FILE."
)


def empty_gold(
    filing: Filing,
    factors: Sequence[NumberedFactor],
    *,
    path: str | None = None,
    section: str | None = None,
) -> dict[str, Any]:
    """The gold of ``factors`` without a label, as JSON (schemas/gold.schema.json).

    ``path`` is where the filing is, seen from the folder of the gold; ``section`` the words that
    its risk section was found by.
    """
    return {
        "schema_version": GOLD_VERSION,
        "guide": _guide(),
        "rater": None,
        "filing": {
            "source": filing.source,
            "path": path,
            "sha256": filing.sha256,
            "section": section,
        },
        "risks": [_risk(factor) for factor in factors],
    }


def _risk(numbered: NumberedFactor) -> dict[str, Any]:
    starts = {unit.id: unit.span.start for unit in numbered.units}
    return {
        "risk_id": numbered.factor.id,
        "heading": numbered.factor.title,
        "units": [{"id": unit.id, "text": unit.text} for unit in numbered.units],
        "times": [{"id": t.id, "unit_id": t.unit, "text": t.text} for t in numbered.times],
        **dict.fromkeys(LABELLED),
        "accepted": {name: [] for name in LABELLED},
        "evidence": None,
        "amounts_checked": None,
        "amounts": [
            {
                "id": amount.id,
                "unit_id": amount.unit_id,
                "text": amount.text,
                "offset": amount.span.start - starts[amount.unit_id],
                "role": None,
                "measure": None,
                "accepted": {"role": [], "measure": []},
            }
            for amount in numbered.amounts
        ],
        "note": None,
    }


def _guide() -> dict[str, Any]:
    """What each label means, in the words of the schema and the taxonomy."""
    definitions, record = schema("gold")["$defs"], schema("risk-record")["properties"]
    risk, amount = definitions["risk"]["properties"], definitions["amount"]["properties"]
    measures = record["amounts"]["items"]["properties"]["measure"]["enum"]
    return {
        "how": _HOW,
        **{name: risk[name]["description"] for name in (*LABELLED, "evidence", "amounts_checked")},
        "role": amount["role"]["description"],
        "measure": f"{amount['measure']['description']} One of {', '.join(measures)}.",
        "categories": {
            code: f"{one['name']}. {one['definition']} Not: {one['not']}"
            for code, one in taxonomy().items()
        },
    }
