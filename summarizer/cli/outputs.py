"""Results: checked before any work, written whole or not at all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from summarizer.errors import OutputError, SettingsError
from summarizer.settings import RULES

FORMS = (".md", ".json")
READ = ("filing", "gold", "replayed", "against", "prompts")
WRITTEN = ("output", "bundle", "log_json", "ledger")
"""The arguments that name files, by their names in every command."""


def check_apart(args: argparse.Namespace, *read: Path) -> None:
    """Raise SettingsError where a file would be written that is read too, or written twice.

    ``read`` are files that are read though no argument names them.
    """
    uses = {_identity(path): f"reads {path}" for path in (*_named(args, READ), *read)}
    for path in _named(args, WRITTEN):
        file = _identity(path)
        if file in uses:
            raise SettingsError(
                f"{path} cannot be written: this command {uses[file]}, the same file.",
                fix="Name another file.",
            )
        uses[file] = f"writes {path}"


def _named(args: argparse.Namespace, names: Sequence[str]) -> Iterator[Path]:
    """The files that arguments of these names name; of a folder, what may be read in it."""
    for name in names:
        value = getattr(args, name, None)
        for one in value if isinstance(value, list) else [value]:
            if one is not None and one != RULES:
                yield Path(one)
    if "prompts" in names and getattr(args, "prompts", None):
        yield from args.prompts.glob("*.md")
    if "ledger" in names and getattr(args, "ledger", args) is None:
        from summarizer.calling import default_ledger

        with suppress(OutputError):  # no home, no ledger: said where one is opened
            yield default_ledger()


def _identity(path: Path) -> object:
    """What a file is known by, whatever its name: links, hard and symbolic, lead to one file."""
    try:
        found = path.stat()
    except OSError:  # not there yet
        return os.path.realpath(path)
    return found.st_dev, found.st_ino


def check_outputs(paths: Sequence[Path], forms: Sequence[str] = FORMS) -> None:
    """Raise before any work, not after it, where a result could not be written."""
    for path in paths:
        if path.suffix.lower() not in forms:
            raise SettingsError(
                f"{path} has no ending that names a form.", fix=f"Use one of {', '.join(forms)}."
            )
        check_place(path)


def check_bundle(path: Path) -> None:
    """The same for a bundle."""
    if path.suffix.lower() != ".zip":
        raise SettingsError(f"{path} does not end in .zip.", fix="Name the bundle with .zip.")
    check_place(path)


def check_place(path: Path) -> None:
    """Raise where nothing can be written at ``path``."""
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(f"{folder} is not a folder.", fix="Create it, or name another.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", fix="Name a file in it.")
    draft = draft_of(path)
    try:
        draft.touch()  # asking for permission is not enough: the file system has its own say
        draft.unlink()
    except OSError as error:
        raise unwritable(path, error) from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write all of it or leave what was there: through a neighbour that takes its place."""
    draft = draft_of(path)
    try:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def draft_of(path: Path) -> Path:
    """Where a result is written before it takes its place."""
    return path.with_name(f".{path.name}.part")


def unwritable(path: Path, error: OSError) -> OutputError:
    """Our error for a result that cannot be written."""
    return OutputError(
        f"{path} cannot be written ({error.strerror}).", fix="Name a file that you may write."
    )
