"""How fast the threat would strike: rubric T, by the kind of event."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.asking.rules.page import Line
from summarizer.asking.rules.wording import pattern

_SUDDEN = frozenset(
    {
        "TEC-CYBER",
        "TEC-DATA",
        "OPS-CONT",
        "EXT-HAZ",
        "PPL-KEY",
        "OPS-HSE",
        "OPS-QUAL",
        "PPL-LABOR",
        "SUP-DEP",
        "LEG-LIT",
        "EXT-GEO",
    }
)
_GRADUAL = frozenset(
    {
        "STR-COMP",
        "STR-DEMAND",
        "STR-GROW",
        "STR-INVEST",
        "STR-PROD",
        "STR-BRAND",
        "STR-HIST",
        "OPS-COST",
        "TEC-OBSO",
        "PPL-TALENT",
        "EXT-MACRO",
        "EXT-CLIM",
        "FIN-MKT",
        "FIN-SEC",
        "FIN-PENS",
    }
)
_SCHEDULED = pattern(
    r"(?:annual(?:ly)?|quarterly|each (?:year|fiscal)|periodic(?:ally)?) ~(?:tests?|review|"
    r"impairment|assess\w*|basis)|"
    r"test\w* ~(?:annual(?:ly)?|at least annually)|upon (?:expiration|expiry|maturity)|(?:expires?|"
    r"matures?) (?:in|on)|"
    r"from and after|(?:effective|beginning|starting) (?:in |on )?(?:january|february|march|april|"
    r"may|june|july|"
    r"august|september|october|november|december|fiscal|\d)"
)
_DATED = frozenset({"FIN-IMPAIR", "FIN-TAX", "FIN-LIQ", "LEG-REG", "FIN-ICFR", "LEG-IP"})
"""Categories in which a date or a yearly test is the trigger itself."""


def velocity(lines: Sequence[Line], code: str) -> str:
    """sudden, gradual, scheduled or unspecified."""
    if code in _DATED and any(_SCHEDULED.search(line.text) for line in lines):
        return "scheduled"
    if code in _SUDDEN:
        return "sudden"
    return "gradual" if code in _GRADUAL else "unspecified"
