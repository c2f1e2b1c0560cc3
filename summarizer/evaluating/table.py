"""Scores for a person, side by side with every miss named, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from summarizer.evaluating.agreement import Overlap, Ratio
from summarizer.evaluating.labels import Labels
from summarizer.evaluating.running import RunFacts
from summarizer.evaluating.scoring import SETS, Agreement, Miss, Score
from summarizer.memo import to_json
from summarizer.rendering.phrases import counted, readable
from summarizer.rendering.plain_text import fitted, one_line, width

WIDTH = 100  # columns of running text; a table of many sides is wider
LONGEST_NAME = 24
NONE = "-"

_NOTE = (
    "An accepted value counts as right, and kappa takes the accepted value nearest to the one "
    "given. Weighted kappa has quadratic weights. What is not labelled is not scored; what an "
    "engine did not answer is not right, and not in kappa. - means not labelled, or not defined."
)

Row = tuple[str, tuple[str, ...]]


def score_table(gold: Labels, scores: Sequence[Score]) -> str:
    """A line for each measure with a column for each score, then the misses of each."""
    labelled = sum(not risk.empty for risk in gold.risks)
    found = f"{counted(labelled, 'risk factor')} labelled"
    head = f"{one_line(gold.name)}: {one_line(gold.source)}, {found}"
    rows = [("", tuple(fitted(score.name, LONGEST_NAME).rstrip() for score in scores))]
    groups = zip(*(_rows(score) for score in scores), strict=True)
    rows += [(group[0][0], tuple(cell for _, cell in group)) for group in groups]
    lines = [head, *_aligned(rows), *wrap(_NOTE, WIDTH)]
    for score in scores:
        lines.append(f"Misses of {one_line(score.name)}: {len(score.misses) or 'none'}")
        for _, together in groupby(score.misses, key=_line_of):
            lines += _miss_lines(tuple(together))
    return "\n".join(lines) + "\n"


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    first = max(len(label) for label, _ in rows)
    columns = [
        max(map(width, column)) for column in zip(*(cells for _, cells in rows), strict=True)
    ]
    for label, cells in rows:
        padded = (
            cell + " " * (room - width(cell)) for cell, room in zip(cells, columns, strict=True)
        )
        yield "   ".join((f"{label:<{first}}", *padded)).rstrip()


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────
def _rows(score: Score) -> Iterator[tuple[str, str]]:
    yield "headings matched", _ratio(score.headings)
    yield from _run_rows(score.run)
    for agreement in score.fields:
        yield from _agreement_rows(agreement)
    yield from _overlap_rows("hypothetical wording, yes or no", score.flags)
    yield from _overlap_rows("amounts found", score.amounts)
    for agreement in score.figure_fields:
        yield from _agreement_rows(agreement, "amounts' ")
    yield from _overlap_rows("evidence", score.evidence)


def _run_rows(run: RunFacts | None) -> Iterator[tuple[str, str]]:
    """What the run was like; people have none."""
    yield "first answers without hard finding", _ratio(run.first_passed) if run else NONE
    yield "the same after repair", _ratio(run.passed) if run else NONE
    yield "hard findings a factor, at first", _ratio(run.first_hard) if run else NONE
    yield "hard findings a factor, left out", _ratio(run.hard) if run else NONE
    yield "soft findings a factor, at first", _ratio(run.first_soft) if run else NONE
    yield "soft findings a factor, in the end", _ratio(run.soft) if run else NONE
    yield "gaps", str(run.gaps) if run else NONE
    yield "calls, of which repairs", f"{run.usage.calls}, {run.repairs}" if run else NONE
    yield "tokens in, cached, out", _tokens(run) if run else NONE
    yield "list price", _price(run) if run else NONE


def _agreement_rows(agreement: Agreement, before: str = "") -> Iterator[tuple[str, str]]:
    name = before + _readable(agreement.field.name)
    kappa = agreement.kappa
    yield f"{name}: accuracy", _ratio(agreement.accuracy)
    yield (
        f"{name}: {'weighted kappa' if agreement.field.scale else 'kappa'}",
        NONE if kappa is None else f"{kappa:.3f}  n {agreement.compared}",
    )


def _overlap_rows(name: str, overlap: Overlap) -> Iterator[tuple[str, str]]:
    yield f"{name}: precision", _ratio(overlap.precision)
    yield f"{name}: recall", _ratio(overlap.recall)


def _ratio(ratio: Ratio) -> str:
    value = ratio.value
    return NONE if value is None else f"{value:.3f}  {ratio.count} of {ratio.n}"


def _tokens(run: RunFacts) -> str:
    usage = run.usage
    return f"{usage.input_tokens:,}, {usage.cached_tokens:,}, {usage.output_tokens:,}"


def _price(run: RunFacts) -> str:
    return "not known" if run.dollars is None else f"${run.dollars:.4f}"


def _readable(field: str) -> str:
    return "primary category" if field == "category_primary" else readable(field)


def _line_of(miss: Miss) -> tuple[str, str, int | None]:
    """Misses of which this is equal share a line: those of one list (amounts, evidence)."""
    whole_list = miss.field in SETS
    return miss.risk_id, miss.field, None if whole_list else id(miss)


def _miss_lines(misses: Sequence[Miss]) -> list[str]:
    first = misses[0]
    between = ", " if first.field in SETS else " or "
    gold = between.join(one_line(str(value)) for miss in misses for value in miss.gold)
    got = ", ".join(one_line(str(miss.got)) for miss in misses if miss.got is not None)
    figure = f" of {one_line(first.figure)}" if first.figure else ""
    alone = " alone" if first.field in SETS else ""
    text = (
        f"{first.risk_id}  {_readable(first.field)}{figure}: gold{alone} {gold or 'nothing'}, "
        f"got{alone} {got or 'nothing'}"
    )
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────
def score_json(gold: Labels, scores: Sequence[Score]) -> dict[str, Any]:
    """The same for programs; shares and kappas are numbers or, where there are none, null."""
    return {
        "gold": {
            "name": gold.name,
            "source": gold.source,
            "sha256": gold.sha256,
            "risks": len(gold.risks),
            "labelled": sum(not risk.empty for risk in gold.risks),
        },
        "scores": [_score(score) for score in scores],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        "headings": _share(score.headings),
        "run": _run(score.run) if score.run else None,
        "fields": {one.field.name: _agreement(one) for one in score.fields},
        "flagged": _overlap(score.flags),
        "amounts": {
            **_overlap(score.amounts),
            **{one.field.name: _agreement(one) for one in score.figure_fields},
        },
        "evidence": _overlap(score.evidence),
        "misses": to_json(score.misses),
    }


def _run(run: RunFacts) -> dict[str, Any]:
    value = {name: getattr(run, name) for name in RunFacts.__dataclass_fields__}
    return {
        name: _share(one) if isinstance(one, Ratio) else to_json(one) for name, one in value.items()
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "accuracy": _share(agreement.accuracy),
        "kappa": agreement.kappa,
        "weights": "quadratic" if agreement.field.scale else None,
        "compared": agreement.compared,
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {"precision": _share(overlap.precision), "recall": _share(overlap.recall)}


def _share(ratio: Ratio) -> dict[str, Any]:
    return {"value": ratio.value, **to_json(ratio)}
