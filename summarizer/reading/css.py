"""The little of CSS that tells headings from body text, and what is shown from what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Points; CSS px is 1/96 inch, em and % are taken of a body text of 10 points, a window of 960.
_UNITS = {
    "pt": 1.0,
    "px": 0.75,
    "in": 72.0,
    "cm": 28.35,
    "mm": 2.835,
    "q": 0.709,
    "pc": 12.0,
    "em": 10.0,
    "rem": 10.0,
    "%": 5.0,
    "ex": 5.0,
    "ch": 5.0,
    "vw": 9.6,
    "vh": 6.0,
    "vmin": 6.0,
    "vmax": 9.6,
}
_OF_PARENT = frozenset(("em", "%", "ex", "ch"))
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
_NAMED_SIZE = re.compile(r"(?:x{1,3}-)?(?:small|large)|medium|initial")
_BOLDER = 600
_LEGIBLE = 1.0  # points: no smaller type can be read
_OFF_PAGE = -700.0  # points: farther left or up than any page is wide
_FAINT = 0.1  # of full ink: nobody sees less
_NEAR_WHITE = 0xF5  # of 0xFF in each of red, green and blue
_HEX = re.compile(r"[0-9a-f]{3}|[0-9a-f]{6}")
_THIRDS = {3: (0, 1, 2), 6: (0, 2, 4)}
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,?\s*(\d+)\s*,?\s*(\d+)")
_ALPHA = re.compile(r"(?:rgb|hsl)a?\((?:[^,/()]+,){3}([^,()]+)\)|(?:rgb|hsl)a?\([^/()]+/([^()]+)\)")
_HEX_ALPHA = re.compile(r"#(?:[0-9a-f]{3}([0-9a-f])|[0-9a-f]{6}([0-9a-f]{2}))")
_SCALE = re.compile(r"scale(?:3d|[xy])?\(([^)]*)\)")
_TRANSLATE = re.compile(r"translate(?:3d|[xy])?\(([^)]*)\)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style declares; None where it says nothing. Lengths are in points."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    centred: bool | None = None
    indent: float = 0.0
    size: float | None = None
    hidden: bool = False  # with all that it holds
    closed: bool = False  # without room, what does not fit cut off
    shown: bool | None = None  # by visibility, which what it holds may take back
    tiny: bool | None = None  # too small to be read; as visibility
    white: bool | None = None  # the ink
    clear: bool | None = None  # no ink at all
    coloured: bool | None = None  # the ground
    raised: bool | None = None  # above the line, as a footnote's mark
    break_before: bool = False
    break_after: bool = False


NOTHING = Look()


@lru_cache(maxsize=4096)
def look_of(style: str) -> Look:
    """What a ``style`` attribute declares."""
    declared = _declared(style)
    weight = declared.get("font-weight", "")
    font = declared.get("font", "").split()
    bold = _is_bold(weight) if weight else (True if "bold" in font else None)
    slant = declared.get("font-style", "")
    italic = slant in {"italic", "oblique"} if slant else (True if "italic" in font else None)
    align = declared.get("text-align", "")
    size = declared.get("font-size", "") or next(filter(_is_size, font), "")
    return Look(
        bold=bold,
        italic=italic,
        underline="underline" in declared.get("text-decoration", "")
        or "underline" in declared.get("text-decoration-line", ""),
        centred=align == "center" if align else None,
        indent=_left(declared),
        size=_points(size) or None,
        hidden=_is_hidden(declared),
        closed=_is_closed(declared),
        shown=_is_shown(declared),
        tiny=_is_tiny(size),
        white=is_white(declared["color"]) if "color" in declared else None,
        clear=_is_clear(declared["color"]) if "color" in declared else None,
        coloured=_is_coloured(declared),
        raised=_is_raised(declared),
        break_before=_breaks(declared, "before"),
        break_after=_breaks(declared, "after"),
    )


def without_comments(css: str) -> str:
    """``css`` with a blank for each comment, one that is never closed included."""
    return _COMMENT.sub(" ", css) if "/*" in css else css


def _declared(style: str) -> dict[str, str]:
    """Property and value, the last one of each; an important one yields only to another."""
    declared: dict[str, str] = {}
    important: set[str] = set()
    for declaration in without_comments(style).lower().split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        value, mark, _ = value.partition("!")
        if not colon or (name in important and not mark):
            continue
        declared[name] = value.strip()
        if mark:
            important.add(name)
    return declared


def _is_hidden(declared: dict[str, str]) -> bool:
    """Whether a browser shows nothing of the element and of all that it holds."""
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    if declared.get("content-visibility") == "hidden":
        return True
    if _is_faint(declared.get("opacity", "")) or _is_clipped(declared):
        return True
    scales = (part for match in _SCALE.finditer(declared.get("transform", ""))
              for part in match.group(1).split(","))  # fmt: skip
    if any(map(_is_faint, scales)):
        return True
    return _is_away(declared)


def _is_closed(declared: dict[str, str]) -> bool:
    """Whether the element has no room and what does not fit is cut off."""
    cut = any(
        value.startswith(("hidden", "clip"))
        for name, value in declared.items()
        if name.startswith("overflow")
    )
    return cut and any(
        (match := _LENGTH.match(declared.get(name, ""))) is not None and float(match.group(1)) == 0
        for name in ("height", "max-height", "width", "max-width")
    )


def _is_away(declared: dict[str, str]) -> bool:
    """Whether the element is put where no page reaches."""
    names = ["text-indent", "margin-left", "margin-top"]
    if declared.get("position") in {"absolute", "fixed", "relative"}:
        names += ["left", "top"]
    places = [declared.get(name, "") for name in names]
    places += declared.get("margin", "").split()
    for match in _TRANSLATE.finditer(declared.get("transform", "")):
        places += [part.strip() for part in match.group(1).split(",")]
    return any(_points(place) < _OFF_PAGE for place in places)


def _is_clipped(declared: dict[str, str]) -> bool:
    """Whether ``clip`` or ``clip-path`` leaves nothing, or a point, of the element."""
    shape, _, rest = declared.get("clip", "").partition("(")
    edges = re.split(r"[\s,]+", rest.rstrip(") "))
    placed = declared.get("position") in {"absolute", "fixed"}
    if shape == "rect" and len(edges) == 4 and placed and "auto" not in edges:  # noqa: PLR2004
        top, right, bottom, left = map(_points, edges)
        return right - left < _LEGIBLE or bottom - top < _LEGIBLE
    shape, _, rest = declared.get("clip-path", "").partition("(")
    sizes = [float(part) for part in re.findall(r"([\d.]+)%", rest) if part.strip(".")]
    if shape == "inset":
        return bool(sizes) and max(sizes) >= (50 if len(sizes) == 1 else 100)
    radius = _LENGTH.match(rest)
    return shape in {"circle", "ellipse"} and radius is not None and float(radius.group(1)) == 0


def _is_faint(share: str) -> bool:
    """Whether a share ("0.05", "5%") is too small for anything to be seen."""
    match = _LENGTH.match(share.strip())
    if match is None:
        return False
    return abs(float(match.group(1))) / (100 if match.group(2) == "%" else 1) < _FAINT


def _is_shown(declared: dict[str, str]) -> bool | None:
    visibility = declared.get("visibility", "")
    if visibility in {"hidden", "collapse"}:
        return False
    return True if visibility in {"visible", "initial"} else None


def _is_size(part: str) -> bool:
    """Whether a part of ``font`` is its size, and not its weight."""
    match = _LENGTH.match(part)
    return match is not None and (bool(match.group(2)) or float(match.group(1)) == 0)


def _is_tiny(size: str) -> bool | None:
    """Whether type is too small to be read; None where that depends on the element around."""
    match = _LENGTH.match(size)
    if match is None or (match.group(2) and match.group(2) not in _UNITS):
        return False if _NAMED_SIZE.fullmatch(size) else None
    if _points(size) < _LEGIBLE:
        return True
    return None if match.group(2) in _OF_PARENT else False


def _is_clear(colour: str) -> bool:
    """Whether a colour lets everything through."""
    if colour.strip() == "transparent":
        return True
    if match := _HEX_ALPHA.fullmatch(colour.strip()):
        digits = match.group(1) or match.group(2)
        return int(digits, 16) / int("f" * len(digits), 16) < _FAINT
    found = _ALPHA.match(colour)
    return found is not None and _is_faint(found.group(1) or found.group(2))


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
    return not (is_white(ground.split()[0]) or _is_clear(ground))


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
    return float(match.group(1)) * _UNITS.get(match.group(2) or "px", 0.0) if match else 0.0


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
