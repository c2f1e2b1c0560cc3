"""The key of an endpoint out of a keyring: what a command of the user's prints.

The key goes from the command's output into the client's memory and nowhere else: no file, no
message and no command line of ours has it.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
from collections.abc import Mapping
from functools import cache

from summarizer.errors import ModelError, SettingsError

VARIABLE = "SUMMARIZER_KEY_COMMAND"
PATIENCE = 120.0
"""Seconds for the command: a keyring may ask its owner for a passphrase."""


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
        done = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            words, stdout=subprocess.PIPE, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = error.strerror if isinstance(error, OSError) else f"no end in {PATIENCE:g} s"
        raise _no_key(program, f"cannot be run ({why})") from None
    if done.returncode:
        raise _no_key(program, f"failed (status {done.returncode})")
    printed = done.stdout.decode("ascii", errors="replace").strip().splitlines()
    if not printed:
        raise _no_key(program, "printed nothing")
    key = printed[0].strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise _no_key(program, "printed characters that no key has")
    return key


def _no_key(program: str, what: str) -> ModelError:
    return ModelError(
        f"The key command {program} {what}.",
        fix="Run it by hand: its first line must be the key. Or set OPENAI_API_KEY.",
    )
