"""Arguments and variables that are texts: bytes that are none could never be sent or written."""

from __future__ import annotations

import argparse

from summarizer.errors import SettingsError


def check_texts(args: argparse.Namespace) -> None:
    """Raise SettingsError for an argument that is no text; names of files may be anything."""
    for name, value in vars(args).items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                check_text(one, f"--{name.replace('_', '-')}")


def check_text(text: str, source: str) -> None:
    """Raise SettingsError, naming the source, where the text holds bytes that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SettingsError(
            f"{source} is given {text!r}, which is no text.", fix="Give it in UTF-8."
        ) from None
