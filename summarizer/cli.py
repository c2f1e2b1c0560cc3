"""The command line: arguments in, exit status out; the only module that prints.

Results go to stdout or to the files named, everything else to stderr. Exit status: 0 done, 1 error,
2 usage, 3 done with gaps. Rooms are imported where they are used, so that ``--help`` is immediate.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import OutputError, SettingsError, SummarizerError
from summarizer.settings import DEFAULT_MODEL, RULES, Settings

if TYPE_CHECKING:
    from summarizer.memo import Memo
    from summarizer.pipeline import Progress
    from summarizer.records import Engine

DONE, ERROR, USAGE, GAPS, INTERRUPTED = 0, 1, 2, 3, 130
FORMS = (".md", ".json")


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command and return the exit status; errors become one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # filings hold signs that few locales have
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args, environ)
        sys.stdout.flush()
    except SummarizerError as error:
        return say_error(error)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("summarizer: interrupted", file=sys.stderr, flush=True)
        os._exit(INTERRUPTED)  # leaving in good order would wait for the calls under way
    return status


def say_error(error: SummarizerError) -> int:
    """One line on stderr, and the exit status that fits."""
    print("summarizer: " + " ".join(str(error).split()), file=sys.stderr)
    return USAGE if isinstance(error, SettingsError) else ERROR


# ── arguments ────────────────────────────────────────────────────────────────────────────────────
def parser() -> argparse.ArgumentParser:
    """The command line's grammar; also the source of the README's help text."""
    top = argparse.ArgumentParser(
        prog="summarizer",
        description="From the risk factors of a company's filing to briefings and a board memo.",
        epilog="exit status: 0 done, 1 error, 2 usage, 3 done with gaps",
    )
    top.add_argument("--version", action=Version, help="show the version and exit")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    memo = commands.add_parser("memo", help="write the board memo of a filing")
    add_filing(memo)
    memo.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="write the memo here, in the form of the ending: .md or .json; may be repeated "
        "(default: Markdown to stdout)",
    )
    add_engine(memo)
    memo.set_defaults(run=run_memo)

    brief = commands.add_parser("brief", help="print one-paragraph briefings of some risk factors")
    add_filing(brief)
    brief.add_argument(
        "--risk",
        metavar="ID",
        action="append",
        required=True,
        help="a risk factor's id, such as RF-07; may be repeated",
    )
    add_engine(brief)
    brief.set_defaults(run=run_brief)

    risks = commands.add_parser("risks", help="list the risk factors found; needs no engine")
    add_filing(risks)
    risks.add_argument("--json", action="store_true", help="print JSON instead of a table")
    risks.add_argument(
        "--explain",
        action="store_true",
        help="say for each heading-like block why it was or was not taken for a title",
    )
    risks.add_argument("--with-text", action="store_true", help="with --json: each factor's text")
    risks.set_defaults(run=run_risks)
    return top


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
        "--issuer", metavar="NAME", help="the company's name in briefings (default: the cover's)"
    )
    group.add_argument(
        "--prompts", metavar="DIR", type=Path, help="templates to use instead of the built-in ones"
    )


# ── commands ─────────────────────────────────────────────────────────────────────────────────────
def run_memo(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """The memo, to stdout or to the files named."""
    from summarizer.rendering import memo_json, render_memo

    renderers = {".md": render_memo, ".json": memo_json}
    check_outputs(args.output)
    memo = make_memo(args, environ)
    if not args.output:
        sys.stdout.write(render_memo(memo))
    for path in args.output:
        write_whole(path, renderers[path.suffix.lower()](memo))
        print(f"memo written to {path}", file=sys.stderr)
    return say_gaps(memo)


def run_brief(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Briefings of the risk factors named, to stdout."""
    from summarizer.rendering import render_briefings

    memo = make_memo(args, environ, only=args.risk)
    sys.stdout.write(render_briefings(memo, args.risk))
    return say_gaps(memo)


def run_risks(args: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """What was found in the filing, as a table or as JSON."""
    import json

    from summarizer.numbering import load_counter
    from summarizer.reading import read_filing
    from summarizer.rendering import explanation_table, risks_json, risks_table
    from summarizer.splitting import explain_sections, find_risk_sections

    if args.with_text and not args.json:
        raise SettingsError("--with-text goes with --json.", fix="Add --json, or leave it out.")
    filing = read_filing(args.filing)
    if args.explain:
        sys.stdout.write(explanation_table(explain_sections(filing, args.section)))
        return DONE
    sections = find_risk_sections(filing, args.section)
    texts = [factor.span.of(filing.text) for section in sections for factor in section.factors]
    tokens = tuple(map(load_counter().count, texts)) if texts else ()
    if args.json:
        value = risks_json(sections, filing, tokens, with_text=args.with_text)
        print(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(risks_table(sections, filing, tokens))
    return DONE


# ── what the commands share ──────────────────────────────────────────────────────────────────────
def make_memo(
    args: argparse.Namespace, environ: Mapping[str, str], *, only: Sequence[str] | None = None
) -> Memo:
    """The memo of the filing and engine that the arguments name."""
    from summarizer.pipeline import summarize

    settings = Settings(
        limit=args.limit,
        concurrency=args.concurrency,
        section=args.section,
        issuer=args.issuer,
        prompts=args.prompts,
    )
    engine = choose_engine(args, environ)
    with progress_bar() as progress:
        return summarize(
            args.filing, engine=engine, settings=settings, only=only, progress=progress
        )


def choose_engine(args: argparse.Namespace, environ: Mapping[str, str]) -> Engine:
    """The engine by ``--model``, else by the environment, else the embedded one, saying so."""
    from summarizer.asking import openai_engine, rules_engine, with_retries

    has_key = bool(environ.get("OPENAI_API_KEY") or environ.get("AZURE_OPENAI_API_KEY"))
    name = args.model or environ.get("SUMMARIZER_MODEL") or (DEFAULT_MODEL if has_key else None)
    if name is None:
        print(
            "summarizer: no OPENAI_API_KEY is set, so the embedded engine 'rules' writes; "
            "--model names another",
            file=sys.stderr,
        )
    if name in (None, RULES):
        return rules_engine()
    return with_retries(openai_engine(name, base_url=args.base_url, timeout=args.timeout))


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on stderr while risk factors are done, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("risk factors", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def check_outputs(paths: Sequence[Path]) -> None:
    """Raise before any work, not after it, where a result could not be written."""
    for path in paths:
        if path.suffix.lower() not in FORMS:
            raise SettingsError(
                f"{path} has no ending that names a form.", fix=f"Use one of {', '.join(FORMS)}."
            )
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


def write_whole(path: Path, text: str) -> None:
    """Write all of ``text`` or leave what was there: through a neighbour that takes its place."""
    draft = draft_of(path)
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
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


def say_gaps(memo: Memo) -> int:
    """Name the gaps on stderr; the exit status says that there are some."""
    for gap in memo.gaps:
        where = f"{gap.risk_id}, {gap.field}" if gap.field else gap.risk_id
        print(f"summarizer: gap in {where}: {gap.reason}", file=sys.stderr)
    return GAPS if memo.gaps else DONE
