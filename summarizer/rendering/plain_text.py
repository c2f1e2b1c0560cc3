"""Text of a filing as it may be shown: on one line, nothing invisible in it, of known width."""

from __future__ import annotations

import re
import unicodedata

_REPLACEMENT = "\ufffd"
_ELLIPSIS = "…"
_INVISIBLE = frozenset({"Cc", "Cf"})
_WIDE = frozenset("WF")


def visible(text: str) -> str:
    """``text`` with runs of blanks folded into one and what is invisible left out.

    Control characters would steer a terminal, format characters hide words or turn their order
    round. A lone surrogate, which no file can hold, becomes U+FFFD.
    """
    return re.sub(" +", " ", "".join(map(_seen, text)))


def one_line(text: str) -> str:
    """What is ``visible`` of ``text``, without blanks at its ends."""
    return " ".join(visible(text).split())


def width(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    return sum(_columns(char) for char in text)


def fitted(text: str, columns: int) -> str:
    """``text`` on one line in exactly ``columns`` columns, cut with an ellipsis or padded."""
    line = one_line(text)
    if width(line) > columns:
        while width(line) > columns - 1:
            line = line[:-1]
        line = line.rstrip() + _ELLIPSIS
    return line + " " * (columns - width(line))


def _seen(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category == "Cs":
        return _REPLACEMENT
    return "" if category in _INVISIBLE else char


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
