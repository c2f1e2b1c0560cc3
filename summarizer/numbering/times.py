"""Time phrases: dates and periods as printed, with their preposition and their ISO ends.

A phrase names calendar time: "As of March 31, 2011", "for the three months ended June 30, 2020",
"in fiscal 2023", "since 2015". Durations ("within 12 months"), the years in the names of laws and
reports ("Act of 2002", "the 2008 Annual Report") and bare months ("in March") are none.

A date is found first; the words before it say how long a period is meant and by which preposition;
dates joined by "to" make a range, by "and" or commas a list, which is one phrase unless the
sentence deals its figures out to them ("respectively").

How the ends are computed:
- a day, and a month named as the time of an event, is a point: no start; the day, or the month's
  last day, as end. What lasts for a month, quarter or year has both ends;
- a year ended X starts a year before X plus one day, and likewise for months, quarters and weeks;
- "since", "from" and "after" leave the end open, "until", "by" and "before" the start;
- a fiscal year named by its number needs the filing's own year-end and has no ends without it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from summarizer.months import MONTHS
from summarizer.numbering.numerals import number_value
from summarizer.records import Span


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time phrase of a text: its span in it, ISO start and end, None where not computable."""

    span: Span
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class _Atom:
    """A date in the text; ``kind`` is day, month, quarter, year or yearless (a day of no year)."""

    span: Span
    kind: str
    first: date | None
    last: date | None
    month_day: tuple[int, int] | None = None  # of a yearless day


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words before a date: where they begin, their preposition, what they say of the period."""

    start: int
    preposition: str
    period: str


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a date and its frame cover; a point has no length."""

    first: date | None
    last: date | None
    point: bool


# ── dates ────────────────────────────────────────────────────────────────────────────────────────
_MONTH = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY"
    r"|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])\.?)"
)
_YEAR = r"(?:(?:19|20)\d\d(?![\w%]|[.,]\d|-[A-Za-z0-9]))"
_DATED = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)"
_DAY = rf"{_DATED}(?![%]|[.,]\d)"
_ATOM = re.compile(
    r"(?:(?<![\w$€£¥.,/\\])|(?<=\bFY))(?:"
    rf"(?P<m1>{_MONTH})\s+(?P<d1>{_DATED})(?:\s*,\s*|\s+)(?P<y1>{_YEAR})"
    rf"|(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?![\w-])"
    r"|(?P<m4>[01]?\d)/(?P<d4>[0-3]?\d)/(?P<y4>(?:19|20)\d\d)(?![\w/])"
    rf"|(?P<m5>{_MONTH}),?\s+(?:of\s+)?(?P<y5>{_YEAR})(?P<quarter>\s+quarter\b)?"
    rf"|(?P<m6>{_MONTH})\s+(?P<d6>{_DAY})"
    r"|(?P<y7>(?:19|20)\d\d)(?![\w%]|[.,]\d|-[A-Za-z])"
    r"|['’](?P<y8>\d\d)(?!\w))"
)
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_CENTURY_TURN = 50  # '49 is 2049, '50 is 1950


def _month_number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _MONTH_NUMBER[printed[:3].lower()]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 April: printed, but no day
        return None


def _atoms(text: str) -> list[_Atom]:
    return [_atom(match) for match in _ATOM.finditer(text)]


def _atom(match: re.Match[str]) -> _Atom:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    parts = {name[0]: value for name, value in groups.items() if name != "quarter"}
    span = Span(match.start(), match.end())
    if "y" not in parts:
        day_of_month = int(re.sub(r"\D", "", parts["d"]))
        return _Atom(span, "yearless", None, None, (_month_number(parts["m"]), day_of_month))
    year = int(parts["y"])
    if "y8" in groups:
        year += 2000 if year < _CENTURY_TURN else 1900
    if "d" in parts:
        digits = re.sub(r"\D", "", parts["d"])
        day = _day(year, _month_number(parts["m"]), int(digits))
        return _Atom(span, "day", day, day)
    if "m" in parts:
        month = _month_number(parts["m"])
        last = date(year, month, calendar.monthrange(year, month)[1])
        if "quarter" in groups:
            return _Atom(span, "quarter", _minus_months(last, 3) + timedelta(days=1), last)
        return _Atom(span, "month", date(year, month, 1), last)
    return _Atom(span, "year", date(year, 1, 1), date(year, 12, 31))


# ── the words before a date ──────────────────────────────────────────────────────────────────────
_PREPOSITION = (
    r"(?P<preposition>as\s+of(?:\s+and\s+for)?|as\s+at|as\s+(?:early|late)\s+as|from\s+and\s+after"
    r"|on\s+(?:or|and)\s+(?:about|before|after|prior\s+to)|(?:no|not)\s+later\s+than|prior\s+to"
    r"|subsequent\s+to|in\s+or\s+about|(?:early|late|later)\s+in"
    r"|(?:beginning|starting|commencing|effective)(?:\s+(?:in|on|with|as\s+of|from))?"
    r"|at|on|in|for|during|throughout|within|from|since|until|till|through|by|before|after"
    r"|following|over|between|beyond|than)"
)
_OWNER = r"(?:(?:both|the|our|its|their|such|that|this|each\s+of\s+the|each)\s+)?"
_COUNT = (
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|twenty-six|thirty-nine|fifty-two|fifty-three)"
)
_ORDINAL = r"(?:first|second|third|fourth|last|latter|final|1st|2nd|3rd|4th)"
_PERIOD = (
    rf"(?P<period>{_OWNER}(?:"
    # the (fiscal) year, three months, 52 weeks ... ended
    rf"(?:{_ORDINAL}\s+(?:fiscal\s+)?quarter\s+of\s+{_OWNER})?"
    r"(?:(?:respective|last|past|previous|preceding|most\s+recent)\s+)?"
    rf"(?:{_COUNT}(?:\s+(?:and|or)\s+{_COUNT})?[\s-]+)?(?:(?:fiscal|calendar|financial|tax|full|interim)[\s-]+)?"
    r"(?:years?|quarters?|hal(?:f|ves)(?:[\s-]years?)?|(?:months?|weeks?)(?:[\s-]+periods?)?|periods?)"
    r"(?:\s+then)?\s+(?:ended|ending|end)(?:\s+on)?"
    # the first quarter, last six months, end ... of (fiscal) (the year)
    rf"|(?:{_ORDINAL}(?:[\s-]+{_COUNT})?[\s-]+(?:fiscal\s+|calendar\s+)?"
    r"(?:quarters?|half|halves|months|weeks)"
    r"|end|(?:beginning|start|most|much|all)(?=[\s-]+of)|middle|remainder|balance|rest|course|close|(?:early|latter)\s+part"
    r"|spring|summer|fall|autumn|winter|(?:early|mid|late)(?=[\s-])|q[1-4]|[1-4]q)"
    r"(?:[\s-]+(?:of|in))?(?:\s+(?:the|our|its))?(?:\s+(?:fiscal|calendar)(?:\s+years?)?|\s+years?)?"
    # fiscal (year), the year, year-end
    r"|(?:fiscal|calendar|financial|tax)(?:\s+years?(?:-end)?)?|fy|years?(?:[\s-]end)?"
    # seven months from
    rf"|{_COUNT}[\s-]+(?:months?|weeks?|years?)(?:[\s-]+periods?)?\s+(?:from|between|beginning))"
    r"(?P<joint>[\s-]*))"
)
_FRAME = re.compile(rf"(?<![\w-])(?:{_PREPOSITION}\s+)?{_PERIOD}$", re.IGNORECASE)
_BARE_FRAME = re.compile(rf"(?<![\w-]){_PREPOSITION}\s+{_OWNER}$", re.IGNORECASE)
_FRAME_WINDOW = 90  # characters: the longest frame has some 70


def _frame(text: str, atom: _Atom, floor: int) -> _Frame | None:
    """The words before a date, not reaching before ``floor``; None where they make no phrase."""
    begin = max(floor, atom.span.start - _FRAME_WINDOW)
    before = text[begin : atom.span.start]
    match = _FRAME.search(before) or _BARE_FRAME.search(before)
    if match is None:
        return _Frame(atom.span.start, "", "") if atom.kind in _STANDS_ALONE else None
    groups = match.groupdict()
    frame = _Frame(
        begin + match.start(),
        " ".join((groups["preposition"] or "").lower().split()),
        " ".join((groups.get("period") or "").lower().split()),
    )
    return frame if _makes_phrase(atom, frame, match) else None


_STANDS_ALONE = frozenset({"day", "month", "quarter"})


def _makes_phrase(atom: _Atom, frame: _Frame, match: re.Match[str]) -> bool:
    """Whether the words before a date and the date make a time phrase."""
    preposition, period = frame.preposition, frame.period
    if match.group()[-1:].strip() and not period.endswith(("-", "q", "fy")):
        return False  # the words must stand apart from the date
    if atom.kind == "yearless":  # "the following June 30" says of no day what it is
        return "end" in period or preposition not in {"", "following"}
    if atom.kind == "year" and not period:
        return _takes_year(preposition, match)
    named = period.split()[-1:] in (["year"], ["years"]) and not _is_fiscal(period)
    return bool(preposition) or not named  # "the year 2000 problem"


def _takes_year(preposition: str, match: re.Match[str]) -> bool:
    """Whether the preposition stands directly before the year: "in 2015", not "in our 2015"."""
    return (
        bool(preposition)
        and match.group().lower().split()[-1] == preposition.rsplit(maxsplit=1)[-1]
    )


# ── what a date and its frame cover ──────────────────────────────────────────────────────────────
_ORDINAL_NUMBER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4,
}  # fmt: skip
_LENGTH = re.compile(
    rf"(?:({_COUNT})[\s-]+)?(?:(?:fiscal|calendar|financial|tax|full|interim)[\s-]+)?(year|quarter|hal|month|week)"
)
_MONTHS_IN = {"year": 12, "quarter": 3, "hal": 6, "month": 1}


def _minus_months(day: date, months: int) -> date:
    """The day so many months before; the last of a month stays the last of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def _cover(atom: _Atom, frame: _Frame, year_end: date | None) -> _Bounds:
    """The first and last day that a date covers in its frame."""
    period = frame.period
    if _ENDS_ON.search(period) and atom.kind in {"day", "month"} and "end of" not in period:
        return _ended_part(atom, period)
    first, last = atom.first, atom.last
    if atom.kind == "year" and atom.last and _is_fiscal(period):
        first, last = _fiscal_year(atom.last.year, year_end)
    if part := _NUMBERED_PART.match(period):
        return _part(part[1], period, first, last)
    if _VAGUE.search(period):
        return _Bounds(None, None, point=False)
    if _BEGINNING.search(period):
        last = first
    month = atom.kind == "month" and frame.preposition not in _LASTING
    point = month or atom.kind == "day" or _TURN_OF_YEAR.search(period) is not None
    return _Bounds(None if _TURN_OF_YEAR.search(period) else first, last, point=point)


_ENDS_ON = re.compile(r"\b(?:ended|ending|end)(?: on)?-?$")
_NUMBERED_PART = re.compile(rf"(?:\w+\s+)?({_ORDINAL}|q[1-4]|[1-4]q|end|close|year.end)\b")
_BEGINNING = re.compile(r"\b(?:beginning|start)\b")
_TURN_OF_YEAR = re.compile(r"\b(?:beginning|start)\b|\byears?[\s-]end")
_VAGUE = re.compile(
    r"\b(?:middle|most|much|all|remainder|balance|rest|part|course|spring|summer|fall|autumn|winter"
    r"|early|mid|late)\b"
)
_LASTING = frozenset({"for", "during", "throughout", "over", "within", "as of and for"})
_QUARTER_OF = re.compile(rf"(?:\w+\s+)?({_ORDINAL})\s(?:fiscal\s)?quarter of (.+)")


def _ended_part(atom: _Atom, period: str) -> _Bounds:
    """A period that ends on a day, or a quarter of such a period."""
    if whole := _QUARTER_OF.match(period):
        year = _ended(atom, whole[2])
        return _part(whole[1], period, year.first, year.last)
    return _ended(atom, period)


def _is_fiscal(period: str) -> bool:
    return re.search(r"\b(?:fiscal|financial|tax|fy)\b", period) is not None


def _fiscal_year(number: int, year_end: date | None) -> tuple[date | None, date | None]:
    """The fiscal year of that number: the one that ends in the calendar year of its number."""
    if year_end is None:
        return None, None
    month_length = calendar.monthrange(number, year_end.month)[1]
    last = date(number, year_end.month, min(year_end.day, month_length))
    return _minus_months(last, 12) + timedelta(days=1), last


def _ended(atom: _Atom, period: str) -> _Bounds:
    """A period of stated length that ends on a day: a year ended X starts X - 1 year + 1 day."""
    length = _LENGTH.search(period)
    if length is None or atom.last is None:
        return _Bounds(None, atom.last, point=length is None)
    count = _number(length[1])
    if length[2] == "week":
        return _Bounds(
            atom.last - timedelta(weeks=count) + timedelta(days=1), atom.last, point=False
        )
    start = _minus_months(atom.last, count * _MONTHS_IN[length[2]]) + timedelta(days=1)
    return _Bounds(start, atom.last, point=False)


def _number(printed: str | None) -> int:
    if not printed:
        return 1
    return int(number_value(printed) or 1)


def _part(ordinal: str, period: str, first: date | None, last: date | None) -> _Bounds:
    """A numbered part of a year or month, or its end."""
    if first is None or last is None:
        return _Bounds(None, None, point=False)
    if ordinal.startswith(("end", "close", "year")):
        return _Bounds(None, last, point=True)
    if re.fullmatch(r"q[1-4]|[1-4]q", ordinal):
        return _slice(first, 3, int(ordinal.strip("q")) - 1)
    length = _LENGTH.search(period[period.index(ordinal) + len(ordinal) :])
    if length is None or length[2] == "week":
        return _Bounds(None, None, point=False)
    months = _number(length[1]) * _MONTHS_IN[length[2]]
    if number := _ORDINAL_NUMBER.get(ordinal):
        return _slice(first, months, number - 1)
    return _Bounds(_minus_months(last, months) + timedelta(days=1), last, point=False)


def _slice(first: date, months: int, index: int) -> _Bounds:
    day_before = first - timedelta(days=1)
    start = _minus_months(day_before, -months * index) + timedelta(days=1)
    end = _minus_months(day_before, -months * (index + 1))
    return _Bounds(start, end, point=False)


_OPEN_END = re.compile(r"since|from|(?:beginning|starting|commencing|effective)\b")
_AFTER = re.compile(r"after|following|subsequent to|beyond|on or after")
_BEFORE = re.compile(r"before|prior to|on or (?:before|prior to)")
_OPEN_START = re.compile(r"until|till|through|by|(?:no|not) later than|as late as")
_DAY_LENGTH = timedelta(days=1)


def _ends(preposition: str, bounds: _Bounds) -> tuple[date | None, date | None]:
    """Start and end as the preposition has them."""
    first, last = bounds.first, bounds.last
    start = last if bounds.point and first is None else first
    if _OPEN_END.match(preposition) or preposition == "on or after":
        return start, None
    if _AFTER.match(preposition):
        return (last + _DAY_LENGTH if last else None), None
    if _BEFORE.match(preposition) or preposition == "on or before":
        same_day = preposition.startswith("on")
        return None, (start if same_day or start is None else start - _DAY_LENGTH)
    if _OPEN_START.match(preposition):
        return None, last
    if bounds.point or preposition in {"as of", "as at"}:
        return None, last
    return first, last


# ── ranges and lists ─────────────────────────────────────────────────────────────────────────────
_RANGE_GAP = re.compile(
    r"\s*(?:to|through|until|till|and\s+ending(?:\s+on)?|up\s+to)\s+(?:and\s+including\s+)?"
    rf"{_OWNER}(?:(?:end|beginning)\s+of\s+)?(?:(?:fiscal|calendar)(?:\s+years?)?\s+)?|\s*[-–—]\s*",
    re.IGNORECASE,
)
_AND_GAP = re.compile(r"\s+and\s+", re.IGNORECASE)
_LIST_GAP = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?(?:the\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Group:
    """Dates under one frame; ``ranged`` where the second is the end of the first."""

    atoms: tuple[_Atom, ...]
    frame: _Frame
    ranged: bool


def _groups(text: str, atoms: Sequence[_Atom]) -> Iterator[_Group]:
    index, floor = 0, 0
    while index < len(atoms):
        group = _group(text, atoms, index, floor)
        if group is None:
            index += 1
            continue
        yield group
        index += len(group.atoms)
        floor = group.atoms[-1].span.end


def _group(text: str, atoms: Sequence[_Atom], index: int, floor: int) -> _Group | None:
    atom = atoms[index]
    following = atoms[index + 1] if index + 1 < len(atoms) else None
    gap = text[atom.span.end : following.span.start] if following else ""
    frame = _frame(text, atom, floor)
    if following and _is_range(gap, frame, atom, following):
        frame = frame or _Frame(atom.span.start, "", "")
        return _Group((atom, following), frame, ranged=True)
    if frame is None:
        return None
    members = [atom]
    while index + len(members) < len(atoms):
        candidate = atoms[index + len(members)]
        gap = text[members[-1].span.end : candidate.span.start]
        if not (_LIST_GAP.fullmatch(gap) and candidate.kind in {"year", atom.kind}):
            break
        members.append(candidate)
    return _Group(tuple(members), frame, ranged=False)


def _is_range(gap: str, frame: _Frame | None, first: _Atom, second: _Atom) -> bool:
    between = frame is not None and (
        frame.preposition == "between" or frame.period.endswith("between")
    )
    if between and _AND_GAP.fullmatch(gap):
        return True
    if not _RANGE_GAP.fullmatch(gap):
        return False
    if first.kind == second.kind:
        return frame is not None or first.kind == "year"
    if (first.kind, second.kind) == ("yearless", "day"):  # "from May 1 to September 30, 2025"
        return frame is not None
    return frame is not None and frame.preposition in {"from", "between"}


def _resolve(group: _Group, year_end: date | None) -> tuple[date | None, date | None]:
    """Start and end of all the group's dates together."""
    if group.ranged:
        opening = _dated_before(group.atoms[0], group.atoms[1])
        first = _cover(opening, _Frame(0, "", _without_spell(group.frame.period)), year_end)
        last = _cover(group.atoms[1], _Frame(0, "", _without_spell(group.frame.period)), year_end)
        return (first.first or (first.last if first.point else None)), last.last
    members = [_like(group.atoms[0], atom) for atom in group.atoms]
    each = [_ends(group.frame.preposition, _cover(a, group.frame, year_end)) for a in members]
    starts, ends = [s for s, _ in each if s], [e for _, e in each if e]
    complete = len(starts) == len(each)
    return (min(starts) if complete else None), (max(ends) if len(ends) == len(each) else None)


def _dated_before(atom: _Atom, closing: _Atom) -> _Atom:
    """A yearless day that opens a range, in the last year that puts it before the range's end."""
    if atom.month_day is None or closing.last is None:
        return atom
    for year in (closing.last.year, closing.last.year - 1):
        if (day := _day(year, *atom.month_day)) and day <= closing.last:
            return _Atom(atom.span, "day", day, day)
    return atom


def _without_spell(period: str) -> str:
    """The period words without a range's length ("seven months from"), which its ends say."""
    return "" if period.endswith(("from", "between", "beginning")) else period


# ── door ─────────────────────────────────────────────────────────────────────────────────────────
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d\d|\d(?:st|nd|rd|th)?[\s,]")


def find_times(text: str, year_end: str | None = None) -> tuple[FoundTime, ...]:
    """The time phrases of a unit's text, in order.

    ``year_end`` is the ISO day on which the filer's fiscal year ended, if known.
    """
    if not _DIGIT.search(text):
        return ()
    last_day = date.fromisoformat(year_end) if year_end else None
    dealt_out = _RESPECTIVELY.search(text) is not None
    found: list[FoundTime] = []
    for group in _groups(text, _atoms(text)):
        split = dealt_out and not group.ranged and len(group.atoms) > 1
        found.extend(_dealt(group, last_day) if split else [_whole(group, last_day)])
    return tuple(found)


def _whole(group: _Group, year_end: date | None) -> FoundTime:
    start, end = _resolve(group, year_end)
    return FoundTime(Span(group.frame.start, group.atoms[-1].span.end), _iso(start), _iso(end))


def _dealt(group: _Group, year_end: date | None) -> Iterator[FoundTime]:
    """Each date of a list as a phrase of its own, the words before the list counting for all."""
    model = group.atoms[0]
    for number, atom in enumerate(group.atoms):
        begin = group.frame.start if number == 0 else atom.span.start
        meant = _like(model, atom)
        single = _Group(
            (meant,), _Frame(begin, group.frame.preposition, group.frame.period), ranged=False
        )
        start, end = _resolve(single, year_end)
        yield FoundTime(Span(begin, atom.span.end), _iso(start), _iso(end))


def _like(model: _Atom, atom: _Atom) -> _Atom:
    """A bare year after a full date means that day of the year: "December 31, 2019 and 2018"."""
    if atom.kind != "year" or model.last is None or atom.last is None or model.kind == "year":
        return atom
    day = min(model.last.day, calendar.monthrange(atom.last.year, model.last.month)[1])
    last = date(atom.last.year, model.last.month, day)
    return _Atom(
        atom.span, model.kind, last.replace(day=1) if model.kind == "month" else last, last
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
