"""All records of a filing in, the same records and their links out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.linking.duplicates import duplicate_links
from summarizer.linking.figures import figure_links
from summarizer.linking.parties import party_links
from summarizer.linking.wording import link_wording, wording_links
from summarizer.memo import Link, RiskRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The records, hypothetical wording across them flagged, and every link between them."""

    records: tuple[RiskRecord, ...]
    links: tuple[Link, ...]


def link_records(records: Sequence[RiskRecord], issuer: str) -> Linked:
    """Link ``records``; ``issuer`` is the name by which the filing calls its issuer.

    A pure function: nothing is asked, and records that are not flagged come back as they were.
    """
    flagged = link_wording(records, issuer)
    links = (
        *wording_links(flagged),
        *duplicate_links(flagged),
        *figure_links(flagged),
        *party_links(flagged, issuer),
    )
    return Linked(records=flagged, links=links)
