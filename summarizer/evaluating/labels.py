"""What carries labels, in one form: a gold file, or a memo as JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import LabelsError
from summarizer.evaluating.agreement import Choices, Value
from summarizer.evaluating.running import RunFacts, run_of
from summarizer.files import read_bytes
from summarizer.judging.validation import validate
from summarizer.memo import LIKELIHOODS


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a risk factor; ``scale`` has its values from the lowest up where it is ordinal."""

    name: str
    scale: tuple[Value, ...] | None = None


FIELDS = (
    Field("severity", (1, 2, 3, 4, 5)),
    Field("likelihood", LIKELIHOODS),
    Field("category_primary"),
    Field("category"),
    Field("status"),
    Field("hypothetical_wording"),
)
"""What is scored of a risk factor; the orders are the rubric's (S and L)."""

LABELLED = tuple(field.name for field in FIELDS if field.name != "category_primary")
"""The same as a person labels it: the primary category is the first part of the category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A printed figure, known by its place: characters from the start of its unit, half-open."""

    unit: str
    start: int
    end: int
    text: str
    measure: Choices
    role: Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A risk factor with its labels, each empty or None where it is not labelled.

    ``units`` are texts by id; ``labels`` has every one of ``FIELDS``. ``evidence`` are the few
    units that a summary rests on: of a memo, those of the record's own evidence list.
    ``figures_checked`` is whether ``figures`` claims to hold all that is printed.
    """

    risk_id: str
    heading: str
    units: Mapping[str, str]
    labels: Mapping[str, Choices]
    evidence: frozenset[str] | None
    figures: tuple[Figure, ...]
    figures_checked: bool

    @property
    def empty(self) -> bool:
        """Whether there is no label at all."""
        labels = (*self.labels.values(), *(f.measure or f.role for f in self.figures))
        return not any(labels) and self.evidence is None and not self.figures_checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels that one rater gave a filing: a person, or the engine of a memo.

    ``path`` is the filing's file where it is known, ``section`` the words that its section was
    found by. ``run`` is what the engine's run was like, None for a person: a person may leave risk
    factors out, while what an engine leaves out is missed.
    """

    name: str
    source: str
    sha256: str
    risks: tuple[Labelled, ...]
    path: Path | None = None
    section: str | None = None
    run: RunFacts | None = None


def read_labels(path: Path) -> Labels:
    """The labels in the file at ``path``, a gold or a memo (JSON).

    Raises LabelsError where it cannot be read, fits neither schema, or contradicts itself.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_once)
    except OSError as error:
        raise LabelsError(
            f"{path} cannot be read ({error.strerror}).", fix="Name a gold file or a memo's JSON."
        ) from error
    except (ValueError, RecursionError) as error:
        raise LabelsError(f"{path} is not JSON: {error}.", fix="Mend it there.") from error
    if not (isinstance(value, dict) and "ranking" in value):
        return labels_of_gold(value, path)
    if faults := validate(value, "memo"):
        raise _misfit(path, "memo", faults, fix="Write the memo anew.")
    return labels_of_memo(value, path.name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; ValueError where a key is there twice: one label would be lost."""
    value = dict(pairs)
    if len(value) < len(pairs):
        key = Counter(key for key, _ in pairs).most_common(1)[0][0]
        of = next((f" of {value[name]}" for name in ("risk_id", "id") if name in value), "")
        raise ValueError(f"the key {key!r}{of} is there twice")
    return value


def _misfit(path: Path, schema: str, faults: Sequence[str], fix: str) -> LabelsError:
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return LabelsError(
        f"{path} is not as schemas/{schema}.schema.json says: {faults[0].rstrip('.')}{more}.",
        fix=fix,
    )


# ── a memo ───────────────────────────────────────────────────────────────────────────────────────
def labels_of_memo(memo: Mapping[str, Any], name: str | None = None) -> Labels:
    """The labels that an engine gave in a memo, as JSON (schemas/memo.schema.json).

    ``name`` is by default that of the engine.
    """
    return Labels(
        name=name or memo["engine"]["name"],
        source=memo["filing"]["source"],
        sha256=memo["filing"]["sha256"],
        risks=tuple(_of_record(record) for record in memo["risks"]),
        run=run_of(memo),
    )


def _of_record(record: Mapping[str, Any]) -> Labelled:
    starts = {unit["id"]: unit["start"] for unit in record["units"]}
    said = {
        "severity": record["severity"]["level"],
        "likelihood": record["likelihood"]["class"],
        "category": record["category_secondary"],
        "status": record["status"]["class"],
        "hypothetical_wording": record["status"]["hypothetical_wording"],
    }
    return Labelled(
        risk_id=record["risk_id"],
        heading=record["heading"],
        units={unit["id"]: unit["text"] for unit in record["units"]},
        labels=_with_primary({name: (value,) for name, value in said.items()}),
        evidence=frozenset(one["unit_id"] for one in record["evidence"]),
        figures=tuple(
            Figure(
                unit=one["unit_id"],
                start=one["char_start"] - starts[one["unit_id"]],
                end=one["char_end"] - starts[one["unit_id"]],
                text=one["text"],
                measure=(one["measure"],),
                role=(one["role"],),
            )
            for one in record["amounts"]
        ),
        figures_checked=True,
    )


# ── a gold ───────────────────────────────────────────────────────────────────────────────────────
def labels_of_gold(gold: Mapping[str, Any], path: Path) -> Labels:
    """The labels of a gold that stands in the file at ``path``; raises LabelsError for a misfit."""
    if faults := validate(gold, "gold") or tuple(_contradictions(gold)):
        fix = "Mend it there; 'summarizer label' writes an empty one with a guide."
        raise _misfit(path, "gold", faults, fix)
    filing = gold["filing"]
    return Labels(
        name=gold.get("rater") or path.name,
        source=filing["source"],
        sha256=filing["sha256"],
        risks=tuple(_of_risk(risk) for risk in gold["risks"]),
        path=path.parent / (filing.get("path") or filing["source"]),
        section=filing.get("section"),
    )


def _of_risk(risk: Mapping[str, Any]) -> Labelled:
    evidence = risk.get("evidence")
    units = {unit["id"]: unit["text"] for unit in risk["units"]}
    return Labelled(
        risk_id=risk["risk_id"],
        heading=risk["heading"],
        units=units,
        labels=_with_primary({name: _choices(risk, name) for name in LABELLED}),
        evidence=None if evidence is None else frozenset(evidence),
        figures=tuple(_figures(risk.get("amounts", ()), units)),
        figures_checked=bool(risk.get("amounts_checked")),
    )


def _choices(labelled: Mapping[str, Any], name: str) -> Choices:
    """The label and what is accepted beside it; nothing where there is no label."""
    value = labelled.get(name)
    accepted = labelled.get("accepted", {}).get(name, ())
    return () if value is None else tuple(dict.fromkeys((value, *accepted)))


def _with_primary(labels: Mapping[str, Choices]) -> dict[str, Choices]:
    primary = dict.fromkeys(str(code).partition("-")[0] for code in labels["category"])
    return {**labels, "category_primary": tuple(primary)}


def _figures(amounts: Iterable[Mapping[str, Any]], units: Mapping[str, str]) -> Iterator[Figure]:
    for amount in amounts:
        if place := _place(amount, units[amount["unit_id"]]):
            yield Figure(
                unit=amount["unit_id"],
                start=place[0],
                end=place[1],
                text=amount["text"],
                measure=_choices(amount, "measure"),
                role=_choices(amount, "role"),
            )


def _place(amount: Mapping[str, Any], text: str) -> tuple[int, int] | None:
    """Where the figure stands in its unit, None where it does not; blanks may differ."""
    found = re.search(r"\s+".join(map(re.escape, amount["text"].split())), text)
    offset = amount.get("offset")
    if found and offset is not None:
        return offset, offset + len(amount["text"])
    return found.span() if found else None


def _contradictions(gold: Mapping[str, Any]) -> Iterator[str]:
    """What the schema cannot say: ids that are there twice, or that point to nothing."""
    times = Counter(risk["risk_id"] for risk in gold["risks"])
    yield from (f"{risk_id} is there {n} times" for risk_id, n in times.items() if n > 1)
    for risk in gold["risks"]:
        units = {unit["id"]: unit["text"] for unit in risk["units"]}
        for name in (name for name in risk.get("accepted", ()) if risk.get(name) is None):
            if risk["accepted"][name]:
                yield f"{risk['risk_id']}, accepted: {name} has no value of its own"
        for unit in risk.get("evidence") or ():
            if unit not in units:
                yield f"{risk['risk_id']}, evidence: it has no unit {unit}"
        for amount in risk.get("amounts", ()):
            where = f"{risk['risk_id']}, amounts, {amount['text']!r}"
            if amount["unit_id"] not in units:
                yield f"{where}: the risk factor has no unit {amount['unit_id']}"
            elif _place(amount, units[amount["unit_id"]]) is None:
                yield f"{where}: unit {amount['unit_id']} does not have these words"
