"""What a sentence reports as having happened.

Rubric L and M: a past tense or perfect of the issuer's own, dated or not, is an event; events of
other companies, market conditions, holdings and exposures are none. Of a threat from outside
(economy, hazards, markets) the wording counts whoever it befell, though it is no event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.asking.rules.anchored import Anchored
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
    r"(?:recorded|recogni[sz]ed|took) (?:\S+ ){0,7}?(?:impairment|loss|charge|write|non-?cash)\w*|"
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
def who_of(issuer: str) -> str:
    """How the text names the issuer, as a pattern."""
    name = rf"|{re.escape(issuer)}" if issuer else ""
    return rf"(?:we|the company|us{name})"


@cache
def own_of(issuer: str) -> str:
    """What is the issuer's, as a pattern: "our", its name, and up to five words."""
    name = rf"|{re.escape(issuer)}['’]s?" if issuer else ""
    return rf"(?:(?:our|the company['’]s{name}){_NP})"


@cache
def _events(issuer: str) -> tuple[Anchored, ...]:
    """The forms in which a past event of the issuer's own is reported."""
    who, own = who_of(issuer), own_of(issuer)
    aside = (
        rf"(?:,? (?:{_WHEN}|like [\w '’-]+|in some cases"
        r"|and (?:(?:certain|some|many|several) (?:of )?)?(?:our|its|other) [\w'’ -]{2,50}),?)*"
    )
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


def _sufferings(who: str) -> tuple[Anchored, ...]:
    """The forms in which something else has struck the issuer or what it holds."""
    return (
        pattern(
            rf"(?:have|has|had|having) (?:\w+ ){{0,3}}?(?:adversely|negatively|materially|"
            rf"significantly|severely)? ?"
            rf"(?:affected|impacted|harmed|hurt|disrupted|reduced|delayed|interrupted|eroded|"
            rf"diminished|strained|damaged) (?:~)(?:{who}|our|its)\b"
        ),
        pattern(
            rf"(?:{who}|our)\b[^;]{{0,160}}? (?:has|have) (?:resulted in|led to|caused),? "
            rf"(?:and [^,;]{{0,60}}, )?(?:\w+ ){{0,5}}?(?:costs?|expenses?|delays?|loss\w*|"
            rf"declin\w+|decreas\w+|interruptions?|disruptions?|fines?|litigation|diversion)\b"
        ),
        pattern(r"(?:has|have) (?:\w+ )?(?:occurred|happened) (?:in the past|before|previously)"),
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
    r"enacted|adopted|increasing|declining|characterized|subject to)|"
    r"increased(?! the risks?\b)|declined|decreased|"
    r"deteriorated|worsened|"
    r"weakened|slowed|fluctuated|fallen|risen|disrupted|become|imposed|escalated|emerged|"
    r"intensified|contributed)\b|"
    r"(?:sales|revenues?|volumes?|demand|prices?|margins|earnings|shipments|orders|"
    r"premiums) (?:has|have) (?:been (?:\w+ly "
    r")*(?:affected|impacted|depressed|reduced|lower|volatile)|declined|decreased|fallen)"
)
_RULED = pattern(
    r"(?:has|have) (?:also |recently |\w+ly )*(?:introduced|adopted|enacted|passed|imposed|"
    r"promulgated|been (?:\w+ly )*(?:introduced|adopted|enacted|passed|imposed|promulgated))\b|"
    r"(?:was|were) (?:\w+ly )*(?:enacted|adopted|passed) |"
    r"(?:became|becoming) effective|came into (?:force|effect)"
)
"""Rules already made, which for a threat of new rules is the event itself."""

_EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|in particular),? (?:[^;]{0,60}?\b(?:19|20)\d\d[^;]{0,40}?, )?"
    r"[^;.]{0,90}?\b(?P<verb>(?!(?:based|related|limited|increased|continued|such)\b)\w{2,}ed|was|were"
    r"|had|has|have|became|began|lost|fell|took|found|paid|shut|saw|left|made)\b",
    re.IGNORECASE,
)
"""An instance of what the sentence before calls possible, told in the past."""

_BAD = (
    r"(?:adverse|negativ|unfavou?rabl|harm|hurt|damag|impair|disrupt|interrupt|declin|decreas|reduc|"
    r"deteriorat|weak|slow|volatil|fluctuat|loss|lost|lose|downgrad|breach|attack|incident|outage|"
    r"fail|default|delay|shortage|shut|recall|defect|litigat|lawsuit|suit\b|su(?:ed|ing)\b|claim|"
    r"investigat|inquir|subpoena|fine[sd]?\b|penalt|sanction|violat|weakness|restat|impos|tariff|"
    r"restrict|strike|fire|flood|quake|hurricane|outbreak|pandemic|misus|unauthori|terminat|cancel|"
    r"bankrupt|insolven|dilut|erod|strain|difficult|pressure|constrain|expens|costs?\b|deficit|"
    r"worsen|widen|crisis|turmoil|frozen|intens|burden|uncertain|unprofitabl|writ\w+ (?:off|down)|"
    r"concentrat|consolidat|departed|resign|problem|shortfall|shortag|delist|obsolet|abandon)\w*"
)
"""Words of what nobody wants, by their beginnings."""

_HAVING = (
    r"(?:has|have|had)(?:,? (?:\w+ly|also|in the past|already|from time to time|not only|both|"
    r"since|at times|to (?:some|a) (?:\w+ )?(?:extent|degree)|in (?:some|certain) cases|"
    r"and (?:may|might|will|could|can|expect|continue)[^,;.]{0,60}),?)*"
)
_PERFECT = (
    _HAVING
    + r" (?:been (?:\w+ly )*)?(?:\w{2,}(?:ed|en|wn|ought|aught)|led|fell|grown|shut|cut|hurt|lost|"
    r"had|put|become|made|begun|experiencing)\b"
)
_BACK_THEN = (
    r"(?:(?:in|on|during|since|for|by|of) [^.;]{0,45}?\b(?:19|20)\d\d\b[^,;.]{0,30}|"
    r"in recent (?:years|months|quarters|periods)|"
    r"(?:over|during|in) the (?:past|last) [\w ]{1,20}|historically)"
)
_PAST = (
    r"(?!(?:based|related|limited|continued|combined|so-called)\b)\w{2,}ed|fell|was|were|had|took|"
    r"lost"
)
_UNWELCOME = (
    pattern(rf"{_HAVING} (?:been (?:\w+ly )*)?(?=\w+ed\b){_BAD}"),
    pattern(
        r"(?:has|have) (?:in the past|from time to time|previously|at times),? and "
        rf"(?:may|might|could|will)\b[^.;:]{{0,50}}?\b(?P<later>{_BAD})"
    ),
    pattern(rf"{_BAD}[^.;:]{{0,90}}?\b{_PERFECT}"),
    pattern(rf"{_PERFECT}[^.;:]{{0,60}}?\b{_BAD}"),
    pattern(rf"{_BACK_THEN},? [^.;:]{{0,80}}?\b(?:{_PAST})\b[^.;:]{{0,60}}?\b{_BAD}"),
    pattern(rf"{_BACK_THEN},? [^.;:]{{0,80}}?\b{_BAD}"),
    pattern(rf"{_BAD}[^.;:]{{0,40}}?\b(?:{_PAST})\b[^.;:]{{0,60}}?\b{_BACK_THEN}"),
)
"""Something unwelcome in the perfect, or in the past with its time."""

_PRICES = pattern(
    r"(?:market |trading |stock |share |closing )+prices? (?:~)(?:has|have) (?:\w+ |, )*(?:been|"
    r"fluctuated|declined|"
    r"experienced)"
)
_ASIDE = re.compile(
    rf",? and (?:we )?(?:{MAY}|might|could|will|expect|anticipate)\b[^;.]{{0,70}}?,"
)
_OPEN = re.compile(rf"\b(?:{MAY}|might|could|can|would|will|should|if|unless)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
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
    if found := _instance(text, issuer):
        return found
    return unwelcome(text) if _own_affair(text, issuer) else None


def _own_affair(text: str, issuer: str) -> bool:
    return bool(re.search(rf"\b(?:{who_of(issuer)}|our)\b", text, re.IGNORECASE))


def unwelcome(text: str) -> Report | None:
    """What ``text`` tells, in the past or perfect, of something that nobody wants."""
    for source in _UNWELCOME:
        for match in source.finditer(text):
            if _stands(text, match) and ("later" in match.groupdict() or not _is_open(match[0])):
                return Report(*match.span(), harmless=bool(_NO_HARM.search(text)))
    return None


def _is_open(text: str) -> bool:
    """Whether a modal stands in ``text``, but for asides such as ", and may again,"."""
    return bool(_OPEN.search(_ASIDE.sub(" ", text)))


def _instance(text: str, issuer: str) -> Report | None:
    """A dated example, without a modal, of something that befell the issuer."""
    match = _EXAMPLE.search(text)
    if not match or not _DATED.search(text) or not _own_affair(text, issuer):
        return None
    if not _stands(text, match) or re.search(rf"\b(?:{MAY}|might|could|would|will)\b", match[0]):
        return None
    return Report(match.start("verb"), match.end("verb"), harmless=bool(_NO_HARM.search(text)))


def ruled(text: str) -> Report | None:
    """New rules that ``text`` says have been made."""
    match = next((m for m in _RULED.finditer(text) if _stands(text, m)), None)
    return Report(*match.span()) if match else None


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
    if not match or not _own_affair(text, issuer):
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
