"""What a sentence reports as having happened, as happening, or as no more than possible.

Rubric L and M: a past tense or perfect of the issuer's own, dated or not, is an event; events of
other companies, market conditions, holdings and exposures are none. Of a threat from outside
(economy, hazards, markets) the wording counts whoever it befell, though it is no event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.asking.rules.wording import MAY, pattern

_NP = (
    r"(?: (?!(?:may|might|could|can|would|will|should|is|are|have|has|had|was|were|to|if|not)\b)"
    r"[\w'’-]+){1,5}?"
)
_WHEN = r"(?:also|in the past|from time to time|already|both|\w+ly)"
_HARMED = (
    r"(?:affected|impacted|harmed|targeted|hurt|reduced|delayed|disrupted|interrupted|damaged|sued|"
    r"fined|impaired|"
    r"required to|forced to|unable|named|accused|cited|depressed|limited|subjected|breached|"
    r"restated|volatile|"
    r"subject to (?:a |an |one |several |various |numerous )?(?:\w+ ){0,3}?(?:attacks?|breach\w*|"
    r"claims?|lawsuits?|"
    r"litigation|investigations?|inquir\w+|actions?|fines?|audits?|recalls?|strikes?|proceedings?|"
    r"attempts?))"
)
_SUFFERED = (
    r"(?:experienced|suffered|sustained|encountered|incurred (?!\w+ (?:by|in connection with) )|"
    r"recorded (?:an? |net |"
    r"the |\w+ )*(?:impairment|loss|charge|write|non-?cash)\w*|recogni[sz]ed (?:an? |"
    r"\w+ )*(?:impairment|loss|charge)\w*|"
    r"lost\b|failed to|identified (?:an? |\w+ )*(?:weakness|deficienc|error|vulnerabilit)\w*|"
    r"defaulted|discontinued|"
    r"abandoned|wr(?:itten|ote) (?:down|off)|recalled|settled|paid (?:\w+ )*(?:fines|penalties|"
    r"damages)|not been "
    r"profitable|(?:not |never )(?:been able to )?(?:\w+ )?(?:generated?|earned) (?:any |"
    r"significant |\w+ )*(?:revenues?|"
    r"profits?)|generated (?:no|net|operating|limited) |reported (?:a |net |\w+ )*loss\w*|"
    r"issued (?:\w+ ){0,3}?\S*\d\S* |"
    r"been (?:the (?:subject|target) of|involved in|party to|adversely|negatively|materially)|"
    r"had (?:an? |\w+ ){0,4}(?:losses|outages?|breach\w*|incidents?|recalls?|interruptions?|"
    r"disruptions?|delays?|"
    r"shortages?|strikes?|deficit|difficult\w*|turnover)\b)"
)
_FELL = (
    r"(?:declined|decreased|fluctuated|fallen|fell|dropped|deteriorated|varied|weakened|slowed|"
    r"suffered)"
)


@cache
def _who(issuer: str) -> str:
    name = rf"|{re.escape(issuer)}" if issuer else ""
    return rf"(?:we|the company|us{name})"


@cache
def _own(issuer: str) -> str:
    name = rf"|{re.escape(issuer)}['’]s?" if issuer else ""
    return rf"(?:(?:our|the company['’]s{name}){_NP})"


@cache
def _events(issuer: str) -> tuple[re.Pattern[str], ...]:
    """The forms in which a past event of the issuer's own is reported."""
    who, own = _who(issuer), _own(issuer)
    aside = rf"(?:,? (?:{_WHEN}|like [\w '’-]+|and (?:our|its) [\w'’-]+|in some cases),?)*"
    perfect = (
        rf"(?:have|has|had)(?:,? (?:{_WHEN}|and (?:may|will|expect)[\w '’]{{0,40}}|not only),?)*"
    )
    return (
        pattern(rf"{who}{aside} {perfect} (?:been (?:\w+ly )*{_HARMED}|{_SUFFERED})"),
        pattern(rf"{who}{aside} (?:{_SUFFERED}|(?:was|were) (?:\w+ly )*{_HARMED})"),
        pattern(
            rf"{own} (?:{perfect} (?:been (?:\w+ly |and )*{_HARMED}|{_FELL}|{_SUFFERED})|(?:was|"
            rf"were) "
            rf"(?:\w+ly )*{_HARMED}|{_FELL}\b|became worthless|experienced|failed\b)"
        ),
        pattern(
            r"(?:orders|(?:net )?sales|revenues?|volumes?|shipments|earnings|margins|profits?)"
            rf"(?: (?:in|of|from|at|to) our(?: [\w-]+){{1,4}}?)? {_FELL}\b"
        ),
        *_sufferings(who),
    )


def _sufferings(who: str) -> tuple[re.Pattern[str], ...]:
    """The forms in which something else has struck the issuer or what it holds."""
    return (
        pattern(
            rf"(?:have|has|had|having) (?:\w+ ){{0,3}}?(?:adversely|negatively|materially|"
            rf"significantly|severely)? ?"
            rf"(?:affected|impacted|harmed|hurt|disrupted|reduced|delayed|interrupted|"
            rf"damaged) (?:~)(?:{who}|our|its)\b"
        ),
        pattern(
            r"(?:have|has) (?:in the past )?(?:had|resulted in|led to|caused) (?:an? |"
            r"\w+ ){0,5}(?:effects?|impact|loss\w*|"
            r"declin\w+|decreas\w+|reduc\w+|delays?|disruptions?|interruptions?) (?:on|in|of|to|"
            r"for) (?:~)(?:our|us|"
            r"the company|its)\b"
        ),
        pattern(
            r"(?:unauthori[sz]ed|unknown|malicious) (?:(?:third )?part(?:y|ies)|persons?|actors?|"
            r"individuals?|hackers?)\b[^.;]{0,90}? (?:used|gained|accessed|obtained|entered|"
            r"encrypted|stole|copied)\b"
        ),
        pattern(
            r"(?:shipments|deliveries|production|operations|services?)\b[^.;]{0,60}? "
            r"(?:was|were) (?:\w+ly )*(?:interrupted|halted|suspended|stopped|delayed)\b"
        ),
        pattern(
            r"(?:investments?|compan(?:y|ies)|subsidiar(?:y|ies)|affiliates?|"
            r"ventures?)\b[^;]{0,140}? (?:became worthless|"
            r"went bankrupt|became insolvent|was (?:liquidated|dissolved))"
        ),
    )


_OUTSIDE = pattern(
    r"(?:has|have) (?:\w+ ){0,3}?(?:evolved|spread|led to|resulted in|caused|experienced|occurred|"
    r"been (?:\w+ly |and |"
    r"more )*(?:volatile|adversely|negatively|affected|impacted|depressed|weak|severe|unstable|"
    r"unprecedented|imposed|"
    r"enacted|adopted|increasing|declining|characterized|subject to)|increased|declined|decreased|"
    r"deteriorated|worsened|"
    r"weakened|slowed|fluctuated|fallen|risen|disrupted|become|imposed|escalated|emerged|"
    r"intensified|contributed)\b|"
    r"(?:sales|revenues?|volumes?|demand|prices?|margins|earnings|shipments|orders|"
    r"premiums) (?:has|have) (?:been (?:\w+ly "
    r")*(?:affected|impacted|depressed|reduced|lower|volatile)|declined|decreased|fallen)"
)
_PRICES = pattern(
    r"(?:market |trading |stock |share |closing )+prices? (?:~)(?:has|have) (?:\w+ |, )*(?:been|"
    r"fluctuated|declined|"
    r"experienced)"
)
_UNPAID = pattern(r"(?:have|has|had)? ?(?:never|not) (?:\w+ ){0,3}?(?:paid|declared)\b")
_RECURS = pattern(r"from time to time|occasionally|periodically")
_OTHERS = re.compile(
    r"\b(?:other|many|certain|several|most|various|competing|similar) (?:\w+ ){0,3}?(?:companies|"
    r"competitors|issuers|banks|"
    r"businesses|organi[sz]ations|institutions|parties|industries|manufacturers|insurers|"
    r"firms)\b[^,.;]{0,60}$",
    re.IGNORECASE,
)
_HYPOTHESIS = re.compile(
    rf"\b(?:if|should|whether|unless|in the event|{MAY}|might|could|would|to the extent|"
    r"had we)\b[^,.;]{0,90}$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:have|has|had|did|was|were)(?: not|n['’]t| never)\b|\b(?:no|none|neither|never)\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(
    r"\b(?:not|no|without)\b[^.;]{0,60}\b(?:material\w*|significant\w*|advers\w*|"
    r"downward)\b[^.;]{0,30}\b(?:effects?|"
    r"impact\w*|affect\w*|harm)",
    re.IGNORECASE,
)
_WANTED = re.compile(r"\b(?:profit\w*|revenues?|dividends?)\b", re.IGNORECASE)
_REACH_OF_NOT = 40


@dataclass(frozen=True, slots=True)
class Report:
    """Where a sentence reports something, and whether it says that no harm came of it."""

    start: int
    end: int
    harmless: bool = False


def reported(text: str, issuer: str) -> Report | None:
    """The event of the issuer's own that ``text`` reports; None where it reports none."""
    for source in (*_events(issuer), _PRICES):
        for match in source.finditer(text):
            if _stands(text, match):
                return Report(*match.span(), harmless=bool(_NO_HARM.search(text)))
    return None


def befell(text: str) -> Report | None:
    """A past or perfect tense of a threat from outside, whoever it struck."""
    match = next((m for m in _OUTSIDE.finditer(text) if _stands(text, m)), None)
    return Report(*match.span()) if match else None


def unpaid(text: str) -> Report | None:
    """The statement that no dividend was ever paid or declared."""
    match = _UNPAID.search(text)
    return Report(*match.span()) if match else None


def recurs(text: str, issuer: str) -> Report | None:
    """Where ``text`` says, without a modal, that something befalls the issuer time and again."""
    match = _RECURS.search(text)
    if not match or not re.search(rf"\b{_who(issuer)}\b|\bour\b", text, re.IGNORECASE):
        return None
    around = text[max(0, match.start() - 60) : match.end() + 60]
    modal = re.search(r"\b(?:may|might|could|can|would|will|if)\b", around, re.IGNORECASE)
    return None if modal else Report(*match.span())


def _stands(text: str, match: re.Match[str]) -> bool:
    """Whether the match is the issuer's, outside a hypothesis, and not denied."""
    before = text[: match.start()]
    denied = _NOT.search(text[match.start() : match.end() + _REACH_OF_NOT])
    if denied and (_WANTED.search(text) or "not only" in text or _NO_HARM.search(text)):
        denied = None
    return not (_OTHERS.search(before) or _HYPOTHESIS.search(before) or denied)


# ── present, future, possible ────────────────────────────────────────────────────────────────────
@cache
def _present(issuer: str) -> re.Pattern[str]:
    who = _who(issuer)
    return pattern(
        r"(?:competition|competitors?|markets?|industr(?:y|ies)|business(?:es)?|environment|"
        r"pressures?|prices?|conditions|"
        r"technolog(?:y|ies)|attacks|costs?|demand|economy|regulation|scrutiny|"
        r"segment)s? (?:~)(?:is|are|remains?|has become|"
        r"have become|continues? to be) (?:still |\w+ly |more |now |very )*(?:increas\w+|"
        r"intensifying|declining|severe|intense|"
        r"fierce|deteriorating|growing|worsening|competitive|weak|weakening|volatile|unstable|"
        r"depressed|rising|frequent|cyclical|"
        r"changing|evolving|aggressive)\b|"
        rf"{who} (?:are|is) (?:currently |presently |also |regularly |now |"
        rf", and in the future [\w ]+, |, from time to time, )*"
        r"(?:involved in|litigating|(?:a )?part(?:y|ies) to|named in|defendants? in|a defendant|"
        r"being (?:sued|investigated|audited)|"
        r"under (?:audit|investigation)|regularly under|defending|experiencing|the subject of|"
        r"incurring|in default)|"
        rf"(?:{who}|{_own(issuer)}) (?:\w+ly |continues? to |currently )*(?:experiences?|incurs?|"
        rf"suffers?|fluctuates?|"
        r"intensif(?:y|ies))\b(?! (?:and|in|with)\b)|"
        r"have a tendency to|tends? to (?:fluctuate|vary|be (?:lower|higher))|(?:prices?|results|"
        r"revenues?|sales|demand|rates) "
        r"(?:fluctuate|vary)s?\b|continues? to (?:decline|intensify|deteriorate|"
        r"increase in frequency|be (?:\w+ly )?(?:affected|"
        r"impacted|depressed|volatile|weak))|there (?:are|is) (?:\w+ )*(?:claims?|lawsuits?|"
        r"proceedings?) (?:pending )?against"
    )


@cache
def _coming(issuer: str) -> re.Pattern[str]:
    harm = (
        r"(?:loss\w*|declin\w+|decreas\w+|fluctuat\w+|incur\w*|increase(?:d|"
        r"s)? (?:in )?(?:\w+ ){0,2}(?:costs?|competition|expenses|"
        r"regulation|scrutiny)|intensify|dilut\w+|reduc\w+|slow\w*|advers\w+|negativ\w+|lower|"
        r"small|volatil\w+|be (?:difficult|"
        r"subject to|required to)|competition)"
    )
    return pattern(
        rf"(?:{_who(issuer)}|management) (?:\w+ly |also )*(?:expects?|"
        rf"anticipates?)\b[^.;]{{0,90}}?\b{harm}|"
        rf"(?:is|are) (?:\w+ly )?(?:expected|anticipated|projected|scheduled|"
        rf"likely) to [^.;]{{0,60}}?\b{harm}|"
        r"will (?:likely|continue to|inevitably|necessarily|also|"
        r"almost certainly)* ?(?:\w+ly )*(?:increase our (?:costs?|expenses)|"
        r"decline|decrease|reduce our (?:revenues?|margins|sales|profit\w*|operating)|dilute|"
        r"adversely|negatively|harm|intensify|"
        r"incur|be (?:\w+ly )?(?:reduced|lower|diluted|adversely|negatively|extremely difficult|"
        r"obsolete|harmed)|result in (?:\w+ "
        r"){0,3}(?:varying|lower|loss\w*|dilution|reduc\w+|increased costs))"
    )


_CONDITION = re.compile(
    rf"\b(?:if|when|should|unless|{MAY}|might|could|would|whether|can|no assurance|in periods in|"
    r"to the extent|were to|upon)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:unlikely|improbable|remote (?:possibility|likelihood|chance|risk)|is remote)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    rf"\b(?:{MAY}|might|could|can(?:not)?|would|should|if|unless|whether|possible|possibility|"
    r"potential(?:ly)?|risks?|likely|"
    r"no assurance|uncertain\w*|will|depends?|dependent|subject to)\b",
    re.IGNORECASE,
)


def ongoing(text: str, issuer: str) -> re.Match[str] | None:
    """A present tense for the event itself, outside any condition."""
    return next((m for m in _present(issuer).finditer(text) if _unconditional(text, m)), None)


def expected(text: str, issuer: str) -> re.Match[str] | None:
    """An unconditional "will", "expect" or "anticipate" of something unwelcome."""
    found = (m for m in _coming(issuer).finditer(text) if not re.search(r"\bnot\b", m[0]))
    return next((m for m in found if _unconditional(text, m)), None)


def _unconditional(text: str, match: re.Match[str]) -> bool:
    return not _CONDITION.search(re.split(r"[;.]\s", text[: match.start()])[-1])


def remote(text: str) -> re.Match[str] | None:
    """A word that calls the event unlikely."""
    return _REMOTE.search(text)


def possible(text: str) -> re.Match[str] | None:
    """A modal, a condition or a noun that leaves it open."""
    return _POSSIBLE.search(text)
