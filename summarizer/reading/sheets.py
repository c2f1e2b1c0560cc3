"""Style sheets of a page: which declarations hold for which element (CSS cascade, in the main)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from summarizer.reading.css import without_comments

_SHOWN_ON = frozenset(("", "all", "screen", "only screen"))
_ALWAYS = ("@layer", "@scope", "@starting-style")
_CLASS = re.compile(r"([A-Za-z][\w-]*)?\.([\w-]+)")
# States of a moment and pieces that are no elements: nothing of the page as it is printed.
_PASSING = re.compile(
    r"::|:(?:hover|focus|active|visited|link|any-link|target|checked|disabled|enabled|before|after"
    r"|first-line|first-letter)"
)
_AS_SPECIFIC = re.compile(r"(#[\w-]+)|(\.[\w-]+|\[[^\]]*\]|:[\w-]+)|(?<![\w-])[A-Za-z][\w-]*")


class _Rank(NamedTuple):
    """Which of two rules wins: specificity, then order."""

    ids: int
    classes: int
    tags: int
    order: int


class Sheets:
    """The rules of every ``style`` element of a page that hold on a screen of any size.

    A rule under a condition (print, a width, support of a feature) is passed over, since it need
    not hold where the page is read.
    """

    def __init__(
        self, sheets: Iterable[tuple[str, str]], select: Callable[[str], Iterable[int]]
    ) -> None:
        """``sheets`` are media and text of each; ``select`` gives the nodes of a selector."""
        self.by_class: dict[str, list[tuple[_Rank, str, str]]] = defaultdict(list)
        self.by_node: dict[int, list[tuple[_Rank, str]]] = defaultdict(list)
        rules = (
            rule
            for media, text in sheets
            if _is_shown_on(media)
            for rule in _rules(without_comments(text))
        )
        for order, (selector, body) in enumerate(rules):
            self._add(select, selector, body, order)
        self.known: dict[tuple[str, str], list[tuple[_Rank, str]]] = {}

    def __bool__(self) -> bool:
        return bool(self.by_class or self.by_node)

    def _add(
        self, select: Callable[[str], Iterable[int]], selector: str, body: str, order: int
    ) -> None:
        if _PASSING.search(selector):
            return
        rank = _rank(selector, order)
        if simple := _CLASS.fullmatch(selector):
            tag, name = simple.groups()
            self.by_class[name].append((rank, (tag or "").lower(), body))
            return
        for node in select(selector):
            self.by_node[node].append((rank, body))

    def style_of(self, node: int, tag: str, classes: str | None) -> str:
        """The declarations for an element, those that win last; "" if there are none."""
        found = self._of_classes(tag, classes) if classes else []
        if own := self.by_node.get(node):
            found = sorted(found + own)
        return ";".join(body for _, body in found)

    def _of_classes(self, tag: str, classes: str) -> list[tuple[_Rank, str]]:
        key = (tag, classes)
        if key not in self.known:
            self.known[key] = sorted(
                (rank, body)
                for name in set(classes.split())
                for rank, of, body in self.by_class.get(name, ())
                if of in {"", tag}
            )
        return self.known[key]


def _rank(selector: str, order: int) -> _Rank:
    ids, classes, tags = 0, 0, 0
    for match in _AS_SPECIFIC.finditer(selector):
        ids += match.group(1) is not None
        classes += match.group(2) is not None
        tags += match.group(1) is None and match.group(2) is None
    return _Rank(ids, classes, tags, order)


def _is_shown_on(media: str) -> bool:
    """Whether a media query names every screen, without a condition."""
    return any(" ".join(part.lower().split()) in _SHOWN_ON for part in media.split(","))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of the rules that hold without a condition; blocks may be nested."""
    position = 0
    while (opening := css.find("{", position)) >= 0:
        # statements such as @import end with a semicolon, and <!-- --> may stand around the sheet
        prelude = css[position:opening].rpartition(";")[2]
        prelude = prelude.replace("<!--", "").replace("-->", "").strip(" \t\r\n\f}")
        end = _closing(css, opening)
        body = css[opening + 1 : end]
        position = end + 1
        if not prelude.startswith("@"):
            yield from ((selector.strip(), body) for selector in _apart(prelude))
            continue
        name, _, condition = prelude.partition(" ")
        media = name.lower() == "@media" and _is_shown_on(condition.strip() or "-")
        if media or name.lower() in _ALWAYS:
            yield from _rules(body)


def _apart(selectors: str) -> list[str]:
    """The selectors of a list; commas in brackets are no separators."""
    return re.split(r",(?![^()\[\]]*[)\]])", selectors)


def _closing(css: str, opening: int) -> int:
    """Where the block ends that begins at ``opening``: at its brace, or with the sheet."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(css)
