"""The same question asked again: which labels stay, and which hang on the throw of the dice."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparing.labels import labels_of
from summarizer.memo import Agreement, RiskRecord, Stability, UnstableLabel


def stability_of(runs: Sequence[Sequence[RiskRecord]]) -> Stability:
    """How far the records of all ``runs`` over one filing agree, field by field.

    The first run is the one shown. A field's agreement is the share of the risk factors compared,
    those that every run has a record of, on which all runs give the same label.
    """
    by_id = [{record.risk_id: labels_of(record) for record in run} for run in runs]
    common = [risk_id for risk_id in by_id[0] if all(risk_id in run for run in by_id)]
    fields = list(by_id[0][common[0]]) if common else []
    unstable = tuple(
        UnstableLabel(risk_id=risk_id, field=field, values=values)
        for risk_id in common
        for field in fields
        if len(set(values := tuple(run[risk_id][field] for run in by_id))) > 1
    )
    return Stability(
        runs=len(runs),
        compared=len(common),
        agreement=tuple(
            Agreement(field=field, share=_share([u for u in unstable if u.field == field], common))
            for field in fields
        ),
        unstable=unstable,
    )


def _share(unstable: Sequence[UnstableLabel], common: Sequence[str]) -> float:
    return round(1 - len(unstable) / len(common), 3)
