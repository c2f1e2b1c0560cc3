"""The memo as data: the door of the room."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.composing.bottom_line import bottom_line
from summarizer.composing.priority import ranked
from summarizer.composing.questions import questions
from summarizer.memo import (
    SCHEMA_VERSION,
    Account,
    EngineFacts,
    FilingFacts,
    Link,
    Memo,
    Receipt,
    RiskRecord,
)
from summarizer.records import Gap


def compose_memo(  # noqa: PLR0913 - what a memo is made of is named one by one
    *,
    filing: FilingFacts,
    engine: EngineFacts,
    records: Sequence[RiskRecord],
    links: Sequence[Link] = (),
    gaps: Sequence[Gap],
    account: Account,
    receipt: Receipt,
) -> Memo:
    """The memo that the records bear out; a pure function, so equal records give an equal memo.

    Risks come in filing order. A filing that states to have nothing to disclose has no records,
    and the bottom line then is its statement.
    """
    by_priority = ranked(records)
    return Memo(
        schema_version=SCHEMA_VERSION,
        filing=filing,
        engine=engine,
        bottom_line=bottom_line(by_priority, links=links, filing=filing, engine=engine, gaps=gaps),
        ranking=tuple(record.risk_id for record in by_priority),
        questions=questions(by_priority, links),
        risks=tuple(sorted(records, key=lambda record: record.locator.char_start)),
        links=tuple(links),
        gaps=tuple(gaps),
        account=account,
        receipt=receipt,
    )
