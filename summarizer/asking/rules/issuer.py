"""How a text names its issuer, and what is the issuer's."""

from __future__ import annotations

import re
from functools import cache

_NP = (
    r"(?: (?!(?:may|might|could|can|would|will|should|is|are|have|has|had|was|were|to|if|not)\b)"
    r"[\w'’-]+){1,5}?"
)


@cache
def who_of(issuer: str) -> str:
    """How the text names the issuer, as a pattern."""
    name = rf"|{re.escape(issuer)}" if issuer else ""
    return rf"(?:we|the company|us{name})"


@cache
def own_of(issuer: str) -> str:
    """What is the issuer's, as a pattern: "our", its name, and up to five words."""
    name = rf"|{re.escape(issuer)}['’]s?" if issuer else ""
    return rf"(?:(?:our|the company['’]s{name}){_NP})"


def concerns(text: str, issuer: str) -> bool:
    """Whether ``text`` speaks of the issuer or of what is its own."""
    return bool(_named(issuer).search(text))


@cache
def _named(issuer: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{who_of(issuer)}|our)\b", re.IGNORECASE)
