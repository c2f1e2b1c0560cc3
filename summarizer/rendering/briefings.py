"""The briefings of chosen risks as plain text, for ``summarizer brief``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.composing.figures import title_of
from summarizer.errors import SettingsError
from summarizer.memo import Memo, RiskRecord
from summarizer.rendering.annexes import cited
from summarizer.rendering.phrases import readable, reference
from summarizer.rendering.plain_text import one_line


def render_briefings(memo: Memo, risk_ids: Sequence[str]) -> str:
    """A title, a line of labels and one paragraph for each of ``risk_ids``, in the order asked for.

    Without ids, all risks in filing order. Marks such as [s1] are the units a sentence rests on. A
    risk that could not be summarised says why. Raises SettingsError for an id that the filing does
    not have.
    """
    records = {record.risk_id: record for record in memo.risks}
    reasons: dict[str, list[str]] = {}
    for gap in memo.gaps:
        reasons.setdefault(gap.risk_id, []).append(gap.reason)
    known = [*records, *(risk_id for risk_id in reasons if risk_id not in records)]
    _refuse_unknown(risk_ids, known)
    return "\n".join(
        _briefing(records[risk_id])
        if risk_id in records
        else f"{risk_id} not summarised: {one_line('; '.join(reasons[risk_id]))}\n"
        for risk_id in risk_ids or known
    )


def _refuse_unknown(risk_ids: Iterable[str], known: Sequence[str]) -> None:
    unknown = [risk_id for risk_id in risk_ids if risk_id not in known]
    if unknown:
        raise SettingsError(
            f"This filing has no risk {', '.join(unknown)}.",
            fix=f"Choose from {', '.join(sorted(known))}." if known else "It states no risks.",
        )


def _briefing(record: RiskRecord) -> str:
    labels = (
        f"severity {record.severity.level} of 5",
        f"likelihood wording: {readable(record.likelihood.class_)}",
        readable(record.status.class_),
        f"band {record.priority}",
        record.category_secondary,
        reference(record.locator),
    )
    paragraph = " ".join(cited(sentence) for sentence in record.briefing.sentences)
    return (
        f"{record.risk_id}. {one_line(title_of(record))}\n"
        f"{one_line(' | '.join(labels))}\n"
        f"{one_line(paragraph) or 'No briefing: nothing in it was borne out by the text.'}\n"
    )
