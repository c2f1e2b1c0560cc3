"""The little of CSS that tells headings from body text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Points; CSS px is 1/96 inch, em and % are taken of a body text of 10 points.
_UNITS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 10.0, "%": 5.0}
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|in|cm|mm|em|%)?")
_BOLDER = 600
_LEGIBLE = 1.0  # points: no smaller type can be read
_OFF_PAGE = -700.0  # points: farther left or up than any page is wide
_NOTHING_HIGH = re.compile(r"0+(?:px|pt|em)?$")
_NEAR_WHITE = 0xF5  # of 0xFF in each of red, green and blue
_HEX = re.compile(r"[0-9a-f]{3}|[0-9a-f]{6}")
_THIRDS = {3: (0, 1, 2), 6: (0, 2, 4)}
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_RULE = re.compile(r"([\w.,\s-]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style declares; None where it says nothing. Lengths are in points."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    centred: bool | None = None
    indent: float = 0.0
    size: float | None = None
    hidden: bool = False
    white: bool | None = None  # the ink
    coloured: bool | None = None  # the ground
    raised: bool | None = None  # above the line, as a footnote's mark
    break_before: bool = False
    break_after: bool = False


NOTHING = Look()


@lru_cache(maxsize=4096)
def look_of(style: str) -> Look:
    """What a ``style`` attribute declares."""
    declared: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            declared[name.strip()] = value.replace("!important", "").strip()
    weight = declared.get("font-weight", "")
    font = declared.get("font", "").split()
    bold = _is_bold(weight) if weight else (True if "bold" in font else None)
    slant = declared.get("font-style", "")
    italic = slant in {"italic", "oblique"} if slant else (True if "italic" in font else None)
    align = declared.get("text-align", "")
    size = declared.get("font-size", "") or next((part for part in font if part[:1].isdigit()), "")
    return Look(
        bold=bold,
        italic=italic,
        underline="underline" in declared.get("text-decoration", "")
        or "underline" in declared.get("text-decoration-line", ""),
        centred=align == "center" if align else None,
        indent=_left(declared),
        size=_points(size) or None,
        hidden=_is_hidden(declared, size),
        white=is_white(declared["color"]) if "color" in declared else None,
        coloured=_is_coloured(declared),
        raised=_is_raised(declared),
        break_before=_breaks(declared, "before"),
        break_after=_breaks(declared, "after"),
    )


def _is_hidden(declared: dict[str, str], size: str) -> bool:
    """Whether a browser shows nothing of the element, or nothing that a person could read."""
    if declared.get("display") == "none" or declared.get("visibility") == "hidden":
        return True
    if declared.get("opacity", "").strip("0.") == "" and "opacity" in declared:
        return True
    if size[:1].isdigit() and _points(size) < _LEGIBLE:
        return True
    closed = _NOTHING_HIGH.match(declared.get("height", "") or declared.get("max-height", ""))
    if closed and declared.get("overflow", "").startswith("hidden"):
        return True
    away = declared.get("position") in {"absolute", "fixed"}
    places = [
        declared.get("text-indent", ""),
        *(declared.get(s, "") for s in ("left", "top") if away),
    ]
    return any(_points(place) < _OFF_PAGE for place in places)


def is_white(colour: str) -> bool:
    """Whether a colour as CSS or HTML writes it is white, or too near to it to be read."""
    digits = colour.strip().lstrip("#")
    if _HEX.fullmatch(digits):
        parts = [
            int(digits[i : i + len(digits) // 3] * (6 // len(digits)), 16)
            for i in _THIRDS[len(digits)]
        ]
        return min(parts) >= _NEAR_WHITE
    if rgb := _RGB.match(colour):
        return min(int(part) for part in rgb.groups()) >= _NEAR_WHITE
    return colour.strip() in {"white", "snow", "transparent"}


def _is_coloured(declared: dict[str, str]) -> bool | None:
    """Whether the element stands on a ground that is not white; None where it says nothing."""
    ground = declared.get("background-color") or declared.get("background")
    if not ground or ground in {"none", "inherit", "transparent", "initial"}:
        return True if declared.get("background-image") else None
    return not is_white(ground.split()[0])


def sheet_of(text: str) -> dict[str, str]:
    """The declarations of each class in a style sheet; other selectors are not needed."""
    classes: dict[str, str] = {}
    for selectors, body in _RULE.findall(text):
        for selector in selectors.split(","):
            name = _CLASS.search(selector.strip())
            if name:
                key = name.group(1)
                classes[key] = f"{classes[key]};{body}" if key in classes else body
    return classes


def _is_raised(declared: dict[str, str]) -> bool | None:
    """Whether the words stand above the line; None where the style does not say."""
    if declared.get("position") == "relative" and _points(declared.get("top", "")) < 0:
        return True
    align = declared.get("vertical-align", "")
    if not align:
        return None
    return align in {"super", "text-top"} or _points(align) > 0


def _is_bold(weight: str) -> bool:
    return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= _BOLDER)


def _points(value: str) -> float:
    match = _LENGTH.match(value)
    return float(match.group(1)) * _UNITS[match.group(2) or "px"] if match else 0.0


def _left(declared: dict[str, str]) -> float:
    total = sum(_points(declared.get(name, "")) for name in ("margin-left", "padding-left"))
    total += _points(declared.get("text-indent", ""))
    for name in ("margin", "padding"):
        parts = declared.get(name, "").split()
        if len(parts) == 4:  # noqa: PLR2004 - top right bottom left
            total += _points(parts[3])
    return total


def _breaks(declared: dict[str, str], side: str) -> bool:
    value = declared.get(f"page-break-{side}", "") or declared.get(f"break-{side}", "")
    return value in {"always", "page", "left", "right"}
