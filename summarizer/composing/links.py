"""What ties risks together: the same figure or the same party in several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.composing.figures import is_usable
from summarizer.memo import LabelledAmount, RiskRecord

# A figure of fewer digits stands in two places by chance ("5%", "two plants", "$1 million").
_TELLING_DIGITS = {"money": 2}
_TELLING_DIGITS_ELSE = 3

# A name that stands in more than half of the risk factors is background, no link.
_FEW_RISKS = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A figure or a name as printed, and the risks that it stands in (two or more)."""

    text: str
    risk_ids: tuple[str, ...]


def shared_figures(records: Sequence[RiskRecord]) -> tuple[Link, ...]:
    """Figures printed alike and of equal value in several risks, by the order of ``records``."""
    places: dict[tuple[str, float | None], dict[str, None]] = {}
    for record in records:
        for amount in filter(_is_telling, record.amounts):
            key = (" ".join(amount.text.split()), amount.value)
            places.setdefault(key, {})[record.risk_id] = None
    return tuple(Link(text, tuple(ids)) for (text, _), ids in places.items() if len(ids) > 1)


def shared_parties(records: Sequence[RiskRecord]) -> tuple[Link, ...]:
    """Counterparties named in several risks, those in most risks first."""
    places: dict[str, dict[str, str]] = {}
    for record in records:
        for name in record.affected.counterparties:
            places.setdefault(_folded(name), {}).setdefault(record.risk_id, name)
    links = [
        Link(next(iter(names.values())), tuple(names))
        for names in places.values()
        if len(names) > 1 and not _is_background(len(names), len(records))
    ]
    return tuple(sorted(links, key=lambda link: -len(link.risk_ids)))


def all_links(records: Sequence[RiskRecord]) -> Iterator[Link]:
    """Parties first, then figures."""
    yield from shared_parties(records)
    yield from shared_figures(records)


def _is_telling(amount: LabelledAmount) -> bool:
    digits = re.sub(r"\D", "", amount.text).strip("0")
    least = _TELLING_DIGITS.get(amount.unit, _TELLING_DIGITS_ELSE)
    return is_usable(amount) and len(digits) >= least


def _is_background(risks: int, records: int) -> bool:
    return records >= _FEW_RISKS and 2 * risks > records


def _folded(name: str) -> str:
    name = " ".join(name.casefold().split()).removeprefix("the ")
    return name.removesuffix("'s").removesuffix("’s").rstrip(".,")
