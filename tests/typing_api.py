"""The public signatures, as a program that uses them; checked by mypy, never run."""

from __future__ import annotations

from pathlib import Path

from summarizer import (
    Engine,
    Memo,
    RiskRecord,
    Settings,
    memo_json,
    openai_engine,
    render_memo,
    rules_engine,
    summarize,
    with_retries,
)

embedded: Engine = rules_engine()
asked: Engine = with_retries(openai_engine("some-model", base_url="http://127.0.0.1:8080/v1"))
memo: Memo = summarize("filing.html", engine=embedded)
memo = summarize(Path("filing.html"), engine=asked, settings=Settings(issuer="Tarn Pumps"))
first: RiskRecord = memo.risks[0]
level: int = first.severity.level
cited: tuple[str, ...] = first.briefing.sentences[0].cites
text: str = render_memo(memo) + memo_json(memo)
