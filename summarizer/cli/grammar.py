"""The command line's grammar; also the source of the README's help text."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from summarizer.cli import commands
from summarizer.settings import DEFAULT_MODEL, RULES, Settings


def parser() -> argparse.ArgumentParser:
    """The command line's grammar; also the source of the README's help text."""
    top = argparse.ArgumentParser(
        prog="summarizer",
        description="From the risk factors of a company's filing to briefings and a board memo.",
        epilog="exit status: 0 done, 1 error, 2 usage, 3 done with gaps",
    )
    top.add_argument("--version", action=Version, help="show the version and exit")
    subparsers = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    memo = subparsers.add_parser("memo", help="write the board memo of a filing")
    add_filing(memo)
    add_output(memo)
    memo.add_argument(
        "--bundle",
        metavar="ZIP",
        type=Path,
        help="pack all that the memo rests on: 'summarizer replay' rebuilds it from that, offline",
    )
    memo.add_argument(
        "--dry-run",
        action="store_true",
        help="print the first requests as JSON, a line each, and send nothing",
    )
    memo.add_argument(
        "--yes", action="store_true", help="do not ask before a run that may cost over a dollar"
    )
    add_engine(memo)
    memo.set_defaults(run=commands.memo)

    brief = subparsers.add_parser("brief", help="print one-paragraph briefings of some risks")
    add_filing(brief)
    brief.add_argument(
        "--risk",
        metavar="ID",
        action="append",
        required=True,
        help="a risk factor's id, such as RF-07; may be repeated",
    )
    add_engine(brief)
    brief.set_defaults(run=commands.brief)

    risks = subparsers.add_parser("risks", help="list the risk factors found; needs no engine")
    add_filing(risks)
    risks.add_argument("--json", action="store_true", help="print JSON instead of a table")
    risks.add_argument(
        "--explain",
        action="store_true",
        help="say for each heading-like block why it was or was not taken for a title",
    )
    risks.add_argument("--with-text", action="store_true", help="with --json: each factor's text")
    risks.set_defaults(run=commands.risks)

    estimate = subparsers.add_parser("estimate", help="say what a memo will cost; asks nothing")
    add_filing(estimate)
    add_engine(estimate)
    estimate.set_defaults(run=commands.estimate)

    replay = subparsers.add_parser("replay", help="rebuild the memo of a bundle, offline")
    replay.add_argument("bundle", metavar="BUNDLE", type=Path, help="written by memo --bundle")
    replay.add_argument(
        "filing",
        metavar="FILING",
        type=Path,
        nargs="?",
        help="the filing (default: the file of its name beside the bundle or here)",
    )
    add_output(replay)
    replay.set_defaults(run=commands.replay)

    add_ledger_command(subparsers)
    return top


def add_ledger_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be done with the answers that were paid for."""
    ledger = subparsers.add_parser("ledger", help="list, size, prune or export paid answers")
    ledger.add_argument("action", choices=("list", "size", "prune", "export"))
    ledger.add_argument("--ledger", metavar="FILE", type=Path, help="(default: the usual one)")
    ledger.add_argument(
        "--days",
        metavar="N",
        type=float,
        default=90.0,
        help="prune answers older than this (default: %(default)g)",
    )
    ledger.set_defaults(run=commands.ledger)


def add_output(command: argparse.ArgumentParser) -> None:
    """Where a memo goes."""
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="write the memo here, in the form of the ending: .md or .json; may be repeated "
        "(default: Markdown to stdout)",
    )


class Version(argparse.Action):
    """Looks the version up only when it is asked for: reading the metadata takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and exit."""
        from importlib.metadata import version

        print(f"summarizer {version('risk-summarizer')}")
        parser.exit()


def add_filing(command: argparse.ArgumentParser) -> None:
    """The argument that all commands share."""
    command.add_argument(
        "filing", metavar="FILING", type=Path, help="the filing's file: HTML, text, PDF or DOCX"
    )
    command.add_argument(
        "--section",
        metavar="WORDS",
        help="the risk section by 'first words..last words', where it is not found or wrongly",
    )


def add_engine(command: argparse.ArgumentParser) -> None:
    """The options of the commands that ask an engine."""
    group = command.add_argument_group("engine")
    group.add_argument(
        "--model",
        metavar="NAME",
        help=f"'{RULES}' is the embedded engine; any other name is asked of the OpenAI-compatible "
        f"endpoint (default: $SUMMARIZER_MODEL, else {DEFAULT_MODEL} if $OPENAI_API_KEY is set, "
        f"else {RULES})",
    )
    group.add_argument(
        "--base-url", metavar="URL", help="the endpoint (default: $OPENAI_BASE_URL, else OpenAI's)"
    )
    group.add_argument(
        "--key-command",
        metavar="COMMAND",
        help="take the key from what this prints, such as 'pass show openai'; no shell is used "
        "(default: $SUMMARIZER_KEY_COMMAND, else the key is $OPENAI_API_KEY)",
    )
    group.add_argument(
        "--limit",
        metavar="TOKENS",
        type=int,
        default=Settings().limit,
        help="input tokens that one request may have, prompt and schema included; longer risk "
        "factors go out in chunks (default: %(default)s)",
    )
    group.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        default=180.0,
        help="how long one request may take (default: %(default)g)",
    )
    group.add_argument(
        "--concurrency",
        metavar="N",
        type=int,
        default=Settings().concurrency,
        help="risk factors under way at once (default: %(default)s)",
    )
    group.add_argument(
        "--rpm",
        metavar="N",
        type=positive,
        help="requests a minute (default: as the server says)",
    )
    group.add_argument(
        "--tpm", metavar="N", type=positive, help="tokens a minute (default: as the server says)"
    )
    group.add_argument(
        "--budget", metavar="USD", type=float, help="stop before the bill goes over this"
    )
    group.add_argument(
        "--ledger",
        metavar="FILE",
        type=Path,
        help="where paid answers are kept, so that none is paid twice (default: the platform's "
        "folder for state)",
    )
    group.add_argument("--no-ledger", action="store_true", help="keep no answers")
    group.add_argument(
        "--log-json", metavar="FILE", type=Path, help="append a line for each call, without text"
    )
    group.add_argument(
        "--insecure-http", action="store_true", help="allow plain http beyond this machine"
    )
    group.add_argument(
        "--issuer", metavar="NAME", help="the company's name in briefings (default: the cover's)"
    )
    group.add_argument(
        "--prompts", metavar="DIR", type=Path, help="templates to use instead of the built-in ones"
    )


def positive(text: str) -> int:
    """A whole number of at least 1."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value
