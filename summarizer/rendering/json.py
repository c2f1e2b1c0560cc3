"""The memo as JSON: what other programs build on."""

from __future__ import annotations

import json

from summarizer.errors import OutputError
from summarizer.memo import Memo, to_json


def memo_json(memo: Memo) -> str:
    """The memo as schemas/memo.schema.json describes it, ending in a line feed.

    Equal memos give equal text. Raises OutputError where the memo does not fit its schema, so that
    nobody builds on it.
    """
    # Late, so that the other forms do without the validator.
    from summarizer.judging.validation import validate  # noqa: PLC0415

    value = to_json(memo)
    complaints = validate(value, "memo")
    if complaints:
        raise OutputError(
            f"The memo does not fit schemas/memo.schema.json: {complaints[0]}",
            fix="This is a fault of the program: please report it. Markdown can be written.",
        )
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
