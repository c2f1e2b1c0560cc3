"""What a check is: a name, the fields that it reads, and a function from draft to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.judging.drafts import Draft, Passage
from summarizer.judging.source import Source
from summarizer.records import Finding

Find = Callable[[Draft, Source], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check; it runs only where every field that it ``needs`` was asked for and is valid."""

    name: str
    find: Find
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes the findings of one check."""

    check: str
    hard: bool = True

    def at(self, passage: Passage, reason: str) -> Finding:
        """A finding about ``passage``, whose beginning the reason quotes."""
        return self.of(passage.field, passage.index, f"“{shortened(passage.text)}”: {reason}")

    def of(self, field: str, index: int | None, reason: str) -> Finding:
        """A finding about ``field``."""
        return Finding(check=self.check, hard=self.hard, field=field, index=index, reason=reason)

    @property
    def soft(self) -> Reporter:
        """The same, for findings that only warn."""
        return Reporter(self.check, hard=False)


def shortened(text: str, most: int = 90) -> str:
    """``text`` on one line, cut at a word border with an ellipsis if longer than ``most``."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
