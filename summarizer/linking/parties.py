"""One party in several risk factors, and the roles it plays there.

A role comes from the engine where it named one, else from the words round the name. Regulators and
courts are left out: that a filing names its regulator often tells a board nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.asking.rules.names import is_person, kind_of, names_in
from summarizer.memo import Link, RiskRecord, Side, UnitText

ROLES = {
    "rival": "competitor",
    "holder": "shareholder",
    "supplier": "supplier",
    "customer": "customer",
    "partner": "partner",
    "person": "named",
}
"""The roles of a counterparty, as the answer's schema names them, in a reader's words."""

_TWO = 2
_FEW_RISKS = 6
"""From so many risk factors on, a name that stands in more than half of them is background."""

_LIST = r"[^.;:]{0,120}$"
_OUR = r"(?:our|its|the company['’]s|[A-Z][\w&]*['’]s)"
_SUCH = r"(?:such as|including|include|includes|like|are|is|namely)"
_HOLDER = r"(?:share|stock|unit)holders?"

_REACH = 300
"""Characters on either side of a name that can tell its role."""

_BEING = r"^(?:,|(?:, (?:which|who)\b[^.;:]{0,160},)? (?:is|are|as)(?: also)?|, (?:which|who) is) "
"""What joins a name to what it is; before ", is" stands the end of another clause."""

_BEFORE = {
    "rival": (
        rf"\b(?:competitors?|rivals?)\b[^.;:]{{0,120}}?\b{_SUCH}\s{_LIST}",
        rf"\bcompet(?:e|es|ed|ing|ition) (?:\w+ ){{0,3}}?(?:with|against|from)\s{_LIST}",
    ),
    "holder": (rf"\b(?:largest|principal|controlling|majority) {_HOLDER},?\s(?:is\s)?(?:the\s)?$",),
    "supplier": (
        (
            rf"\b(?:suppliers?|vendors?|carriers|manufacturers|contractors?)\b[^.;:]{{0,60}}?"
            rf"\b{_SUCH}\s{_LIST}"
        ),
        (
            r"\b(?:purchased?|procured?|buy|bought|obtain(?:ed)?|sourced?|leased?|lease agreements?"
            rf"|supplied|manufactured)\b[^.;:]{{0,80}}\b(?:from|by|with)\s(?:the\s)?{_LIST}"
        ),
    ),
    "customer": (
        rf"\b(?:sales|sold|sell) to\s{_LIST}",
        rf"\bcustomers?,?\s{_SUCH}\s{_LIST}",
    ),
    "partner": (
        (
            r"\b(?:joint ventures?|alliances?|partnerships?|collaborations?|co-development)\b"
            r"[^.;:]{0,60}\bwith\s(?:the\s)?$"
        ),
        rf"\bpartners?,?\s{_SUCH}\s{_LIST}",
    ),
}
_AFTER = {
    "rival": (
        rf"{_BEING}(?:{_OUR}|one of our|an?) (?:[\w-]+ ){{0,3}}competitors?\b",
        r"^ (?:also |directly )?competes? with (?:us|our)\b",
    ),
    "holder": (
        rf"{_BEING}(?:{_OUR} )?(?:[\w-]+ )?(?:largest|principal|controlling|majority) {_HOLDER}\b",
        (
            r"^(?: and (?:its|his|her) [\w ]{3,30}?)? (?:beneficially |currently |together "
            r"|collectively )*(?:owns?|owned|holds?|held|controls?|controlled)\b[^.;:]{0,60}"
            r"\b(?:voting|(?:common|ordinary|outstanding) (?:shares|stock))\b"
        ),
    ),
    "supplier": (
        (
            rf"{_BEING}(?:{_OUR}|the) (?:[\w-]+ ){{0,2}}(?:supplier|provider|vendor"
            r"|contract manufacturer)\b"
        ),
        r"^ (?:supplies|provides|manufactures) (?:us|our)\b",
    ),
    "customer": (
        r"^[^.;:]{0,40}\baccount(?:s|ed|ing)? for\b[^.;:]{0,60}\b(?:revenues?|sales|receivables)",
        rf"{_BEING}(?:{_OUR}|one of our) (?:[\w-]+ ){{0,2}}customers?\b",
    ),
    "partner": (rf"{_BEING}{_OUR} (?:[\w-]+ ){{0,2}}partner\b",),
}
_NOUNS = {
    "rival": "competitor",
    "supplier": "(?:supplier|provider|vendor)",
    "customer": "customer",
    "partner": "partner",
}
_APPOSED = {
    role: rf"\b{_OUR} (?:[\w-]+ ){{0,3}}{noun},?\s(?:the\s)?$" for role, noun in _NOUNS.items()
}
"""The role right before the name: "our supplier, Ames"."""


def _compiled(sources: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source, re.IGNORECASE) for source in sources if source)


_CUES = {
    role: (_compiled((*_BEFORE[role], _APPOSED.get(role, ""))), _compiled(_AFTER[role]))
    for role in _BEFORE
}
_PLURAL = re.compile(r"\b[A-Z]{2,}s\b")
"""What has a plural is a kind of thing, not a party: "OEMs"."""

_ALIAS = re.compile(r"\s*\((?:the\s|collectively,?\s)?[\"“]([^\"”“()]{2,40})[\"”]")
_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:inc|corp|co|ltd|llc|l\.l\.c|plc|n\.v|s\.a|ag|se|lp|l\.p|corporation|company|limited"
    r"|incorporated|holdings?|group)\b\.?)+\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A party named in a unit; ``role`` is "" where nothing tells it."""

    party: str
    name: str
    risk_id: str
    unit: UnitText
    role: str


def party_links(records: Sequence[RiskRecord], issuer: str) -> tuple[Link, ...]:
    """The parties that play several roles, then those named in several risk factors in one role."""
    by_party: dict[str, list[_Mention]] = defaultdict(list)
    for mention in _mentions(records, issuer):
        by_party[mention.party].append(mention)
    links = [
        link for found in by_party.values() if (link := _link(found, len(records))) is not None
    ]
    return tuple(sorted(links, key=_several_roles_first))


def _several_roles_first(link: Link) -> tuple[int, int]:
    return (-len({side.says for side in link.sides}), -len({s.risk_id for s in link.sides}))


def _link(mentions: Sequence[_Mention], records: int) -> Link | None:
    """A side for each role in each risk factor, at the first unit that tells it."""
    told = {(one.risk_id, one.role): one for one in reversed(mentions) if one.role}
    sides = [
        told[key] for key in dict.fromkeys((m.risk_id, m.role) for m in mentions) if key in told
    ]
    risks = {one.risk_id for one in sides}
    roles = [ROLES[role] for role in dict.fromkeys(one.role for one in sides)]
    distinct = [role for role in roles if role != ROLES["person"]]
    background = records >= _FEW_RISKS and 2 * len(risks) > records
    if len(risks) < _TWO or (len(distinct) < _TWO and background):
        return None
    name = Counter(one.name for one in mentions).most_common(1)[0][0]
    kind = "party_in_several_roles" if len(distinct) > 1 else "party_in_several_risks"
    return Link(
        kind=kind,
        subject=name,
        sides=tuple(
            Side(
                risk_id=one.risk_id,
                unit_id=one.unit.id,
                quote=one.unit.text,
                says=ROLES[one.role],
            )
            for one in sides
        ),
        note=_note(distinct),
    )


def _note(roles: Sequence[str]) -> str:
    role = f" as {' and '.join(roles)}" if roles else ""
    return f"Named{role} in several risk factors."


# ── who is named ─────────────────────────────────────────────────────────────────────────────────
def _mentions(records: Sequence[RiskRecord], issuer: str) -> Iterator[_Mention]:
    units = [(record, unit) for record in records for unit in record.units if unit.id != "h"]
    printed = [
        (record, unit, start, name)
        for record, unit in units
        for start, name in names_in(_flat(unit.text), issuer)
    ]
    known = {_folded(name) for *_, name in printed}
    plurals = {plural for _, unit in units for plural in _PLURAL.findall(unit.text)}
    aliases = _aliases(printed)
    for record, unit, start, name in printed:
        text = _flat(unit.text)
        for at, part in _apart(name, known):
            if _is_party(part) and f"{part}s" not in plurals:
                folded = _folded(part)
                first, last = start + at, start + at + len(part)
                role = _role(text[max(0, first - _REACH) : first], text[last : last + _REACH])
                role = (
                    role or _engines_role(record, folded) or ("person" if is_person(part) else "")
                )
                yield _Mention(aliases.get(folded, folded), part, record.risk_id, unit, role)


def _is_party(name: str) -> bool:
    """Whether the name may be a counterparty's: no place, no authority, no kind of thing."""
    kinds = {kind_of(name), kind_of(f"{name}.")}
    return kinds.isdisjoint({"place", "authority"}) and not _PLURAL.search(name)


def _apart(name: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """The names in "Ames and Birk", each with its place, where one of them stands alone too."""
    parts = name.split(" and ")
    if len(parts) > 1 and any(_folded(part) in known for part in parts):
        at = 0
        for part in parts:
            yield at, part
            at += len(part) + len(" and ")
    else:
        yield 0, name


def _aliases(
    printed: Sequence[tuple[RiskRecord, UnitText, int, str]],
) -> dict[str, str]:
    """Full names folded, by the short names that the text defines: 'Ames Mills Inc. ("Ames")'."""
    aliases: dict[str, str] = {}
    for _, unit, start, name in printed:
        text = _flat(unit.text)
        if match := _ALIAS.match(text, start + len(name)):
            short, full = _folded(match[1].rstrip(",.")), _folded(name)
            aliases.setdefault(full, short)
    return aliases


def _engines_role(record: RiskRecord, folded: str) -> str:
    named = {_folded(party.name): party.kind for party in record.affected.roles}
    return named.get(folded, "")


def _role(before: str, after: str) -> str:
    """The first role that the words round the name tell, "" if none."""
    for role, (ahead, behind) in _CUES.items():
        if any(cue.search(before) for cue in ahead) or any(cue.search(after) for cue in behind):
            return role
    return ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _folded(name: str) -> str:
    """The name without article, possessive and legal form; a group is called as its head."""
    name = _flat(name).casefold().removeprefix("the ")
    name = name.removesuffix("'s").removesuffix("’s")
    return _LEGAL_FORM.sub("", name).rstrip(".,") or name
