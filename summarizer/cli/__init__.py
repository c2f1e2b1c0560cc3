"""The command line: arguments in, exit status out; only this room prints.

Results go to stdout or to the files named, everything else to stderr. Exit status: 0 done, 1 error,
2 usage, 3 done with gaps. Rooms are imported where they are used, so that ``--help`` is immediate.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from summarizer.cli.grammar import parser
from summarizer.cli.outputs import check_apart
from summarizer.cli.statuses import DONE, ERROR, INTERRUPTED, USAGE
from summarizer.cli.streams import prepare, say
from summarizer.cli.texts import check_texts
from summarizer.errors import SettingsError, SummarizerError


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command and return the exit status; errors become one line on stderr."""
    prepare()
    try:
        args = parser().parse_args(argv)
        check_texts(args)
        check_apart(args)
        status: int = args.run(args, environ)
    except SummarizerError as error:
        return say_error(error)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        return DONE
    except KeyboardInterrupt:
        say("interrupted")
        os._exit(INTERRUPTED)  # leaving in good order would wait for the calls under way
    return status


def say_error(error: SummarizerError) -> int:
    """One line on stderr, and the exit status that fits."""
    say(" ".join(str(error).split()))
    return USAGE if isinstance(error, SettingsError) else ERROR


__all__ = ["main"]
