"""Labels of a ferry company's risk factors, for tests: as an engine or a person gives them."""

from __future__ import annotations

import dataclasses
from typing import Any

from summarizer.evaluating.agreement import Ratio
from summarizer.evaluating.labels import FIELDS, Figure, Labelled, Labels
from summarizer.evaluating.running import RunFacts
from summarizer.records import Usage

SHA = "3c" * 32
UNITS = {
    "h": "Our dry dock may fail.",
    "s1": "In 2024 it failed, and we paid $3.1 million.",
    "s2": "We insure it for $9 million.",
}
RUN = RunFacts(
    engine="some-model",
    models=("some-model-1",),
    prompt_version="1",
    first_passed=Ratio(1, 2),
    passed=Ratio(2, 2),
    first_hard=Ratio(3, 2),
    first_soft=Ratio(1, 2),
    hard=Ratio(0, 2),
    soft=Ratio(1, 2),
    gaps=0,
    repairs=1,
    usage=Usage(calls=3, input_tokens=9000, cached_tokens=4000, output_tokens=1500),
    dollars=0.0123,
)


def figure(text: str = "$3.1 million", unit: str = "s1", **changes: Any) -> Figure:
    start = UNITS[unit].index(text)
    plain = Figure(
        unit=unit,
        start=start,
        end=start + len(text),
        text=text,
        measure=("cost_paid",),
        role=("loss_incurred",),
    )
    return dataclasses.replace(plain, **changes)


def risk(number: int = 1, **changes: Any) -> Labelled:
    """A risk factor with no label but those among ``changes``: by their names, or of the record."""
    labels = {field.name: changes.pop(field.name, ()) for field in FIELDS}
    plain = Labelled(
        risk_id=f"RF-{number:02}",
        heading=f"Our dry dock number {number} may fail.",
        units=UNITS,
        labels=labels,
        evidence=None,
        figures=(),
        figures_checked=False,
    )
    return dataclasses.replace(plain, **changes)


def person(*risks: Labelled, **changes: Any) -> Labels:
    plain = Labels(name="a lawyer", source="ferries.html", sha256=SHA, risks=risks)
    return dataclasses.replace(plain, **changes)


def engine(*risks: Labelled, **changes: Any) -> Labels:
    return person(*risks, **{"name": "some-model", "run": RUN, **changes})
