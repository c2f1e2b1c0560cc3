"""A neutral title of at most eight words: from the heading or, failing that, the category."""

from __future__ import annotations

import re

from summarizer.asking.rules.wording import MODAL, fold, take_apart, trim
from summarizer.resources import taxonomy

MOST_WORDS = 8
MOST_CHARACTERS = 120

_SUBJECT = r"(?:we|the company|our (?:company|business|group)|[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)?)"
_OPENINGS: tuple[tuple[str, str], ...] = (
    (
        (
            r"^(?:if |when |should )?{S} (?:may|might|could|will|would|can)?\s?(?:not be able|"
            r"be unable|are unable|is unable) to "
        ),
        "Inability to ",
    ),
    (r"^(?:if )?{S} (?:may |could |might )?fails? to ", "Failure to "),
    (r"^(?:if |unless )?{S} (?:do|does) not ", "Failure to "),
    (r"^(?:if )?{S} cannot ", "Inability to "),
    (
        (
            r"^{S} (?:currently |heavily |greatly |substantially |significantly )*(?:depends?|"
            r"(?:is|are) (?:\w+ly )?dependent) "
            r"(?:\w+ly )?(?:up)?on "
        ),
        "Dependence on ",
    ),
    (r"^{S} (?:\w+ly )*rel(?:y|ies) (?:\w+ly )*(?:up)?on ", "Reliance on "),
    (r"^{S} (?:\w+ly )*(?:faces?|(?:is|are) (?:\w+ly )?(?:subject|exposed) to|operates? in) ", ""),
    (r"^{S} (?:has|have) (?:a|an) ", ""),
    (r"^(?:if |any |the )", ""),
)


def title_of(heading: str, code: str) -> str:
    """At most eight words without a modal; the category's name where the heading gives none."""
    text = fold(heading)
    words = trim(re.split(r" ?(?:—|–) |: ", text)[0])
    if len(words) < len(trim(text)) and neutral(words):
        return words
    for source in (text, take_apart(text).threat):
        if neutral(found := _opened(source)):
            return found
    return taxonomy()[code]["name"]


def neutral(text: str) -> bool:
    """Whether ``text`` can be a title: two to eight words, no modal, nobody speaking, no figure."""
    return (
        1 < len(text.split()) <= MOST_WORDS
        and len(text) <= MOST_CHARACTERS
        and not MODAL.search(text)
        and not re.search(r"\b(?:we|our|us|you|your|my|i)\b|\d", text, re.IGNORECASE)
    )


def _opened(text: str) -> str:
    """``text`` up to its verb, with its opening as a noun; "" where nothing of use is left."""
    opened = False
    for source, opening in _OPENINGS:
        rest, number = re.subn(
            source.replace("{S}", _SUBJECT), "", text, count=1, flags=re.IGNORECASE
        )
        if number:
            text, opened = opening + rest, bool(opening)
            break
    text = re.sub(r"\b(?:our|their) ", "", text)
    text = _VERB.split(text)[0]
    title = _fitted(trim(text))
    bare = not opened and all(word[0].isupper() for word in title.split())
    return "" if bare else title[:1].upper() + title[1:]


_VERB = re.compile(
    r"(?:,| (?:which|that|may|might|could|can|would|will|if|unless|is|are|has|have|do|does)\b)"
)
_PREPOSITION = re.compile(r" (?:of|in|on|for|with|to|from|by|at|as|and|or|than|through|under) ")
_SHORTEST = 3


def _fitted(text: str) -> str:
    """``text`` in eight words: without articles, else up to a preposition; "" if too little."""
    if len(text.split()) <= MOST_WORDS:
        return text
    text = re.sub(r"\b(?:the|a|an|its|certain|any|other|all) ", "", text, flags=re.IGNORECASE)
    if len(text.split()) <= MOST_WORDS:
        return text
    head = " ".join(text.split()[: MOST_WORDS + 1])
    ends = [match.start() for match in _PREPOSITION.finditer(head)]
    cut = trim(head[: ends[-1]]) if ends else ""
    return cut if len(cut.split()) >= _SHORTEST else ""
