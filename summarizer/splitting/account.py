"""The account of a section: what every one of its characters is."""

from __future__ import annotations

from collections import Counter

from summarizer.memo import Account
from summarizer.records import RiskSection, Role


def account_of(*sections: RiskSection) -> Account:
    """Characters by role; ``unaccounted`` is what no piece covers, 0 for every section found."""
    counted: Counter[Role] = Counter()
    for section in sections:
        for piece in section.pieces:
            counted[piece.role] += len(piece.span)
    total = sum(len(section.span) for section in sections)
    return Account(
        total=total,
        heading=counted[Role.HEADING],
        body=counted[Role.BODY],
        group_heading=counted[Role.GROUP_HEADING],
        introduction=counted[Role.INTRODUCTION],
        furniture=counted[Role.FURNITURE],
        unaccounted=total - sum(counted.values()),
    )
