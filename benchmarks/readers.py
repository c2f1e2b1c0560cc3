"""Reading and splitting beside other tools: ``python benchmarks/readers.py [SHARED]``.

Every tool reads every labelled filing in a process of its own, in turns, ``--rounds`` times; the
quickest round counts. Printed: titles (exact, micro F1 against the labels), seconds per MB, the
time as a ratio to ours, and peak memory above the interpreter's as a multiple of the files, of all
and of the worst. "bare parse" is the parser that ours rests on, with nothing done. ``--peers`` is a
Python that has doc2dict, sec-parsers or edgartools; what it lacks is left out and named. A tool
that cannot read a file (text, PDF) is not timed on it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MEGABYTE = 1e6
HEADING = 80  # characters
CALLS = 3  # in one process; the quickest counts, so that no tool pays for warming up
HTML = (".htm", ".html")
Titles = list[str]


# ── what each tool does with a file: all in one function, imports first and not timed ─────────────
def ours(path: Path) -> Callable[[], Titles]:
    from summarizer.errors import FilingError
    from summarizer.reading import read_filing
    from summarizer.splitting import find_risk_sections

    def run() -> Titles:
        try:
            return [f.title for s in find_risk_sections(read_filing(path)) for f in s.factors]
        except FilingError:
            return []

    return run


def bare_parse(path: Path) -> Callable[[], Titles]:
    from selectolax.lexbor import LexborHTMLParser

    def run() -> Titles:
        LexborHTMLParser(path.read_text(encoding="utf-8", errors="replace"))
        return []

    return run


def doc2dict(path: Path) -> Callable[[], Titles]:
    from doc2dict import html2dict

    def run() -> Titles:
        tree = html2dict(path.read_text(encoding="utf-8", errors="replace"))
        sections = [node for node in _nodes(tree["document"]) if _is_risk_section(node)]
        if not sections:
            return []
        return [str(node["title"]) for node in _leaves(max(sections, key=lambda n: len(str(n))))]

    return run


def _nodes(tree: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    for node in tree.values():
        if isinstance(node, dict):
            if node.get("title"):
                yield node
            yield from _nodes(node.get("contents") or {})


def _is_risk_section(node: dict[Any, Any]) -> bool:
    return "risk factors" in str(node["title"]).casefold() and len(str(node["title"])) < HEADING


def _leaves(section: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    for node in _nodes(section.get("contents") or {}):
        if not any(_nodes(node.get("contents") or {})):
            yield node


def sec_parsers(path: Path) -> Callable[[], Titles]:
    from sec_parsers import Filing

    def run() -> Titles:
        filing = Filing(path.read_text(encoding="utf-8", errors="replace"))
        filing.parse()
        section = filing.find_section_from_title("risk factors")
        if section is None:
            return []
        titled = [node for node in section.iter() if node is not section and node.get("title")]
        return [
            node.get("title") for node in titled if not any(child.get("title") for child in node)
        ]

    return run


def edgartools(path: Path) -> Callable[[], Titles]:
    from edgar.documents import parse_html

    def run() -> Titles:
        list(parse_html(path.read_text(encoding="utf-8", errors="replace")).sections or {})
        return []

    return run


TOOLS = {
    "ours": ours,
    "bare parse": bare_parse,
    "doc2dict": doc2dict,
    "sec-parsers": sec_parsers,
    "edgartools": edgartools,
}
PEERS = ("doc2dict", "sec-parsers", "edgartools")


def worker(tool: str, path: Path) -> int:
    """One tool on one file: prints seconds, peak memory above the start, and titles as JSON."""
    try:
        run = TOOLS[tool](path)
    except ImportError:
        print(json.dumps({"missing": True}))
        return 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, peak = float("inf"), 0
    titles: Titles | None = None
    try:
        for _ in range(CALLS):
            start = time.perf_counter()
            titles = run()
            seconds = min(seconds, time.perf_counter() - start)
            peak = peak or (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    except Exception:  # noqa: BLE001 - whatever another tool raises, it did not read the file
        titles = None
    print("\n" + json.dumps({"seconds": seconds, "peak": max(0, peak), "titles": titles}))
    return 0


# ── the run ──────────────────────────────────────────────────────────────────────────────────────
def main() -> int:
    options = _options()
    if options.worker:
        return worker(options.worker[0], Path(options.worker[1]))
    files = sorted((options.shared / "filings" / "files").glob("*"))
    if not files:
        print(f"Skipped: no filings in {options.shared} (give the shared folder's path).")
        return 0
    results: dict[str, dict[str, dict[str, Any]]] = {tool: {} for tool in TOOLS}
    for _ in range(options.rounds):
        for path in files:
            for tool in TOOLS:
                if tool == "ours" or path.suffix in HTML:
                    _keep_best(results[tool], path, _measured(tool, path, options))
    _print_table(results, files, options.shared / "filings" / "gold")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("..", "shared"))
    parser.add_argument("--peers", help="a Python that has the other tools")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(tool: str, path: Path, options: argparse.Namespace) -> dict[str, Any]:
    python = options.peers if tool in PEERS else sys.executable
    if python is None:
        return {"missing": True}
    command = [python, __file__, "--worker", tool, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"seconds": None, "titles": None}
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def _keep_best(kept: dict[str, dict[str, Any]], path: Path, result: dict[str, Any]) -> None:
    best = kept.get(path.name)
    if best is None or (result.get("seconds") or 1e9) < (best.get("seconds") or 1e9):
        kept[path.name] = result


def _print_table(
    results: dict[str, dict[str, dict[str, Any]]], files: list[Path], gold: Path
) -> None:
    html = [path for path in files if path.suffix in HTML]
    base = _total(results["ours"], html)
    print(f"{len(html)} HTML files, {sum(p.stat().st_size for p in html) / MEGABYTE:.1f} MB")
    print(f"{'tool':12} {'title F1':>8} {'s/MB':>7} {'x ours':>7} {'memory':>8} {'most':>6}  read")
    for tool, kept in results.items():
        if any(one.get("missing") for one in kept.values()):
            print(f"{tool:12} not installed")
            continue
        seconds = _total(kept, html)
        size = sum(p.stat().st_size for p in html if kept[p.name].get("titles") is not None)
        memory = sum(kept[p.name].get("peak") or 0 for p in html) / sum(
            p.stat().st_size for p in html
        )
        most = max((kept[p.name].get("peak") or 0) / p.stat().st_size for p in html)
        score = (
            f"{_f1(kept, html, gold):8.3f}" if tool not in {"bare parse", "edgartools"} else " " * 8
        )
        read = sum(kept[p.name].get("titles") is not None for p in html)
        speed = seconds / (size / MEGABYTE)
        costs = f"{speed:7.3f} {seconds / base:7.2f} {memory:8.1f} {most:6.1f}"
        print(f"{tool:12} {score} {costs}  {read}")
    for kind in (".txt", ".pdf"):
        some = [path for path in files if path.suffix == kind]
        size = sum(path.stat().st_size for path in some)
        mine = results["ours"]
        memory = max((mine[p.name].get("peak") or 0) / p.stat().st_size for p in some)
        print(
            f"ours, {len(some)} {kind}: title F1 {_f1(mine, some, gold):.3f}, "
            f"{_total(mine, some) / (size / MEGABYTE):.3f} s/MB, memory {memory:.1f} x file"
        )


def _total(kept: dict[str, dict[str, Any]], files: list[Path]) -> float:
    read = [kept[path.name] for path in files if kept[path.name].get("titles") is not None]
    return sum(float(one["seconds"]) for one in read)


def _f1(kept: dict[str, dict[str, Any]], files: list[Path], gold: Path) -> float:
    right = found = wanted = 0
    for path in files:
        label = gold / f"{path.stem}.json"
        if not label.is_file():
            continue
        titles = [_level(one["title"]) for one in json.loads(label.read_text())["risks"]]
        said = [_level(title) for title in kept[path.name].get("titles") or []]
        left = list(titles)
        for title in said:
            if title in left:
                left.remove(title)
        right += len(titles) - len(left)
        found += len(said)
        wanted += len(titles)
    return 2 * right / (found + wanted) if found + wanted else 1.0


def _level(title: str) -> str:
    """Case, blanks, quotes, dashes and closing punctuation levelled, as the labels' scorer does."""
    plain = unicodedata.normalize("NFKC", title).translate(
        {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"}
    )
    return " ".join(plain.split()).casefold().strip("•●▪·§*#_>- .:;,")


if __name__ == "__main__":
    raise SystemExit(main())
