"""Lists of risk ids as the memo prints them."""

from __future__ import annotations

from collections.abc import Iterable

DASH = "–"
MOST_ITEMS = 4  # further ids are counted, not listed


def number_of(risk_id: str) -> int:
    """The number in ``RF-07``, which is the risk factor's place in the filing."""
    return int(risk_id.rpartition("-")[2])


def ranges(risk_ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The ids in filing order, three or more in a row as a pair (first, last), others alone."""
    runs: list[list[str]] = []
    for risk_id in sorted(set(risk_ids), key=number_of):
        if runs and number_of(risk_id) == number_of(runs[-1][-1]) + 1:
            runs[-1].append(risk_id)
        else:
            runs.append([risk_id])
    items: list[tuple[str, ...]] = []
    for run in runs:
        items += [(run[0], run[-1])] if len(run) > 2 else [(one,) for one in run]  # noqa: PLR2004
    return tuple(items)


def printed_ids(risk_ids: Iterable[str]) -> str:
    """The ids for a reader: "RF-01–RF-04, RF-07 and 3 more"; empty for none."""
    items = ranges(risk_ids)
    shown = items[:MOST_ITEMS]
    text = ", ".join(DASH.join(item) for item in shown)
    left = sum(number_of(item[-1]) - number_of(item[0]) + 1 for item in items[MOST_ITEMS:])
    return f"{text} and {left} more" if left else text
