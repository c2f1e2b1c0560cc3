"""Results to stdout, messages to stderr, whatever these two lead to."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from summarizer.errors import OutputError


def prepare() -> None:
    """Make the streams usable: UTF-8, and something in the place of one that is closed.

    A closed stdin is empty, a closed stdout refuses what is written, a closed stderr swallows it.
    Each takes its number, so that no file opened later is taken for a stream.
    """
    if sys.stdin is None:
        sys.stdin = _devnull(os.O_RDONLY, "rb")
    if sys.stdout is None:
        sys.stdout = _devnull(os.O_RDONLY, "wb")  # not to be written to: that is an error
    if sys.stderr is None:
        sys.stderr = _devnull(os.O_WRONLY, "wb")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # filings hold signs that few locales have
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(text: str) -> None:
    """Write a result to stdout, all of it; raises OutputError, or BrokenPipeError as it comes."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        discard(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputError(
            f"The result cannot be written to stdout ({error.strerror}).",
            fix="Mend what it leads to, or write to a file with -o where the command has it.",
        ) from error


def show_line(text: str) -> None:
    """Write one line of a result to stdout."""
    show(f"{text}\n")


def say(text: str) -> None:
    """A message on stderr; where that takes none, the work goes on all the same."""
    try:
        print(f"summarizer: {text}", file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Lead the stream nowhere: what it still holds would fail again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _devnull(flags: int, mode: str) -> TextIO:
    return io.TextIOWrapper(os.fdopen(os.open(os.devnull, flags), mode), encoding="utf-8")
