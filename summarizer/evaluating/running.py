"""What an engine's run was like: how many first answers passed, findings, tokens, price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.evaluating.agreement import Ratio
from summarizer.records import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """A run as its memo tells it.

    ``first_passed`` and ``passed`` count, of all risk factors asked about, those whose first and
    whose last answers had no hard finding; one without a record has passed neither time. Findings
    are counted over the factors that have a record. ``dollars`` is the list price of all tokens,
    None where it is not known.
    """

    engine: str
    models: tuple[str, ...]
    prompt_version: str
    first_passed: Ratio
    passed: Ratio
    first_hard: Ratio
    first_soft: Ratio
    hard: Ratio
    soft: Ratio
    gaps: int
    repairs: int
    usage: Usage
    dollars: float | None


def run_of(memo: Mapping[str, Any]) -> RunFacts:
    """The facts in a memo, as JSON."""
    origins = [record["provenance"] for record in memo["risks"]]
    asked, made = memo["receipt"]["risk_factors"], len(origins)
    engine, bill = memo["engine"], memo["receipt"]["bill"]

    def passed(when: str) -> Ratio:
        return Ratio(sum(not origin[when]["hard"] for origin in origins), asked)

    def counted(when: str, weight: str) -> Ratio:
        return Ratio(sum(origin[when][weight] for origin in origins), made)

    return RunFacts(
        engine=engine["name"],
        models=tuple(engine["models"]),
        prompt_version=engine["prompt_version"],
        first_passed=passed("first_findings"),
        passed=passed("findings"),
        first_hard=counted("first_findings", "hard"),
        first_soft=counted("first_findings", "soft"),
        hard=counted("findings", "hard"),
        soft=counted("findings", "soft"),
        gaps=memo["receipt"]["gaps"],
        repairs=memo["receipt"]["repairs"],
        usage=Usage(**bill["usage"]),
        dollars=bill["dollars"] if engine["language_model"] else 0.0,
    )
