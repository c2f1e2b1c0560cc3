"""The filing's own word that there are no risk factors to disclose here."""

from __future__ import annotations

import re

from summarizer.records import Statement

_SENTENCE = re.compile(
    r"[^.!?]*(?:[.!?](?![\s\"”’')\]]|$)[^.!?]*)*(?:[.!?]+[\"”’')\]]*|$)\s*", re.DOTALL
)
# Item 1A: smaller reporting companies "are not required to provide the information"; Form 10-Q
# asks only for "material changes from risk factors as previously disclosed".
_UNCHANGED = (
    r"\b(?:no|not\s+(?:been\s+)?any|not\s+(?:materially\s+)?changed|without)\b[^.]{0,60}"
    r"\b(?:changes?|updates?|changed|additions|modifications?|new\s+risk)\b|"
    r"not\s+(?:materially\s+)?changed|remain\s+unchanged"
)
_NOT_REQUIRED = (
    r"\bnot\s+(?:currently\s+)?required\b|\bneed\s+not\b|\bexempt\b|"
    r"\bno\s+(?:disclosure|information)\s+is\s+required|\bnot\s+(?:obligated|obliged)\b|"
    r"\bsmaller\s+reporting\s+compan(?:y|ies)\b[^.]{0,80}\b(?:not|omit|elect)|\bnot\s+provid(?:ing|ed)\b"
)
_NOT_APPLICABLE = r"^\W*(?:not\s+applicable|n\s*/\s*a|inapplicable|none)\b|\bnot\s+applicable\b"
_OMITTED = r"\bomit(?:ted|s|ting)?\b|\b(?:elected|chosen|opted)\s+not\s+to\b"
_INCORPORATED = (
    r"\bincorporated\b[^.]{0,80}\breference\b|\b(?:see|refer\s+to|reference\s+is\s+made)\b|"
    r"\b(?:is|are|appears?)\s+(?:set\s+forth|included|contained|described|discussed|presented|found|"
    r"disclosed|provided)\b"
)
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("no_material_changes", _UNCHANGED),
        ("not_required", _NOT_REQUIRED),
        ("not_applicable", _NOT_APPLICABLE),
        ("omitted", _OMITTED),
        ("incorporated_by_reference", _INCORPORATED),
    )
)
_OPENING = 3  # sentences in which the statement stands


def find_statement(text: str) -> Statement | None:
    """What ``text``, a section without risk factors, states; None where it states nothing."""
    sentences = [found.strip() for found in _SENTENCE.findall(text) if found.strip()]
    for sentence in sentences[:_OPENING]:
        for kind, pattern in _PATTERNS:
            if pattern.search(sentence):
                return Statement(kind, " ".join(sentence.split()))
    return None
