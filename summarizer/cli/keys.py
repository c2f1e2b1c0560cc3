"""The key of an endpoint out of a keyring: what a command of the user's prints.

The key goes from the command's output into the client's memory and nowhere else: no file, no
message and no command line of ours has it.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from threading import Thread

from summarizer.errors import ModelError, SettingsError

VARIABLE = "SUMMARIZER_KEY_COMMAND"
PATIENCE = 120.0
"""Seconds for the command: a keyring may ask its owner for a passphrase."""

MOST_PRINTED = 1_000_000
"""Bytes that it may print, notes below the key included."""

_PIECE = 65_536  # bytes read at once


def key_command(args: argparse.Namespace, environ: Mapping[str, str]) -> str | None:
    """The command that prints the key, by ``--key-command`` or else by the environment."""
    named: str | None = args.key_command
    return (environ.get(VARIABLE) or None) if named is None else named


@cache
def key_printed_by(command: str) -> str:
    """The first line that the command prints (a password store keeps notes below it).

    The command is run once, without a shell; what it says on stderr goes to ours. Raises
    SettingsError where it is no command, ModelError where it gives no key. No message repeats its
    output, or its arguments.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SettingsError(
            f"The key command is not a command ({error}).", fix="Mend its quotation marks."
        ) from None
    if not words:
        raise SettingsError("The key command is empty.", fix="Name one, or leave it out.")
    program = words[0]
    try:
        status, output = _run(words)
    except (OSError, subprocess.TimeoutExpired) as error:
        why = error.strerror if isinstance(error, OSError) else f"no end in {PATIENCE:g} s"
        raise _no_key(program, f"cannot be run ({why})") from None
    if len(output) > MOST_PRINTED:
        raise _no_key(program, f"prints more than {MOST_PRINTED:,} bytes")
    if status:
        raise _no_key(program, f"failed (status {status})")
    printed = output.decode("ascii", errors="replace").strip().splitlines()
    if not printed:
        raise _no_key(program, "printed nothing")
    key = printed[0].strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise _no_key(program, "printed characters that no key has")
    return key


def _run(words: Sequence[str]) -> tuple[int, bytes]:
    """The command's status and what it prints, of which no more is read than may be.

    Raises OSError where it cannot be run, TimeoutExpired where it takes too long.
    """
    process = subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603 - as the user wants it
    pipe, printed = process.stdout, bytearray()

    def read() -> None:
        while pipe is not None and len(printed) <= MOST_PRINTED:
            if not (more := os.read(pipe.fileno(), _PIECE)):
                break
            printed.extend(more)

    reader = Thread(target=read, daemon=True)  # a child of the command may hold the pipe open
    reader.start()
    reader.join(PATIENCE)
    try:
        if reader.is_alive():
            raise subprocess.TimeoutExpired(words, PATIENCE)
        if len(printed) <= MOST_PRINTED:
            process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        if pipe is not None and not reader.is_alive():
            pipe.close()
    return process.returncode, bytes(printed)


def _no_key(program: str, what: str) -> ModelError:
    return ModelError(
        f"The key command {program} {what}.",
        fix="Run it by hand: its first line must be the key. Or set OPENAI_API_KEY.",
    )
