"""The sentence that code adds to a briefing: nobody can cite an absence."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.judging.drafts import Draft
from summarizer.records import Amount

NO_MITIGANT = "The text states no mitigating measure."
NO_FIGURE = "The text gives no figures."
NEITHER = "The text gives no figures and states no mitigating measure."


def closing_sentence(draft: Draft, amounts: Sequence[Amount]) -> str:
    """What the risk factor lacks, in a sentence; "" where it lacks neither (rubric B)."""
    if draft.unit_kind != "risk_factor":
        return ""
    if draft.mitigants:
        return "" if amounts else NO_FIGURE
    return NO_MITIGANT if amounts else NEITHER
