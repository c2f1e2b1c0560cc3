"""From an answer's text to a draft, and values against schemas: the only use of either validator.

The answer's schema goes over the wire without bounds and patterns, so everything is checked here.
Small slips of the pen that change no meaning are put right first: a code fence round the JSON, and
ids written as ``S1``, ``[s1]``, ``s1-s3`` or ``s1, s2``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import fastjsonschema
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from summarizer.judging.drafts import FIELDS, LISTS, Draft, draft_of
from summarizer.memo import RiskRecord, to_json
from summarizer.records import Answer, Finding
from summarizer.resources import schema

MOST_COMPLAINTS = 12
"""Complaints about one field: more would not help a model and cost tokens."""

_FENCE = re.compile(r"\s*```[\w-]*\s*\n?(.*?)\s*```\s*", re.DOTALL)
_ID = re.compile(r"\W*([a-z]*?)_?(\d*)!?\W*", re.IGNORECASE)
_RANGE = re.compile(r"\W*([a-z])(\d+)\s*(?:-|–|—|to|\.\.+|…)\s*\1?(\d+)\W*", re.IGNORECASE)
_BETWEEN_IDS = re.compile(r"[,;]|\s+and\s+|\s+&\s+")
_LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of an answer: faulty parts are left out and complained of.

    A finding whose ``field`` is "" concerns the answer as a whole.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    broken: bool = False  # no JSON object: there is no draft


def read_answer(answer: Answer) -> Reading:
    """The draft that an answer holds, with a hard finding for all that is not in the schema.

    A list loses its faulty items, another faulty field is empty. Never raises.
    """
    if answer.stopped:
        return _nothing_read(f"The answer broke off ({answer.stopped}).")
    try:
        value = json.loads(_unfenced(answer.text))
        json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate could never be written
    except (ValueError, RecursionError) as error:
        return _nothing_read(f"The answer is not JSON: {error}.")
    if not isinstance(value, dict):
        return _nothing_read("The answer is not one JSON object.")
    value = normalise(value)
    errors = sorted(_errors(value, "answer"), key=lambda e: [*map(str, e.path)])
    findings = tuple(_complaint(error) for error in errors)
    return Reading(draft_of(_salvage(value, findings)), _fewer(findings))


def _nothing_read(reason: str) -> Reading:
    return Reading(Draft(), (_finding("", None, reason),), broken=True)


def validate(value: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401 - any JSON value
    """What in ``value`` is not as schemas/<name>.schema.json says, each fault with its path."""
    errors = _errors(value, name)
    return tuple(f"{error.json_path}: {_shortened(error.message)}" for error in errors)


def record_faults(record: RiskRecord) -> tuple[str, ...]:
    """What in ``record`` is not as schemas/risk-record.schema.json says; empty if nothing."""
    return validate(to_json(record), "risk-record")


# ── slips of the pen ─────────────────────────────────────────────────────────────────────────────
def _unfenced(text: str) -> str:
    fenced = _FENCE.fullmatch(text)
    return fenced[1] if fenced else text.strip().removeprefix("\ufeff")


def normalise(value: Mapping[str, Any]) -> dict[str, Any]:
    """``value`` with ids as the page writes them; what is no id the schema refuses."""
    done = dict(value)
    for field in ("drivers", "consequences", "events", "mitigants", "concentrations", "briefing"):
        done[field] = _each(done.get(field), {"units": unit_ids})
    done["hedged"] = _each(done.get("hedged"), {"modal_unit": one_id, "reported_unit": one_id})
    done["amounts"] = _each(done.get("amounts"), {"id": one_id, "period": one_id})
    done["anomalies"] = _each(done.get("anomalies"), {"unit": one_id})
    modifiers = {"sole_unit": _id_or_none, "small_unit": _id_or_none}
    done["severity"] = _inside(done.get("severity"), {"unit": one_id, **modifiers})
    done["likelihood"] = _inside(done.get("likelihood"), {"unit": one_id})
    done["summary"] = _inside(done.get("summary"), {"units": unit_ids})
    return {key: inner for key, inner in done.items() if key in value}


_Change = Callable[[Any], Any]


def _each(value: Any, changes: Mapping[str, _Change]) -> Any:  # noqa: ANN401 - any JSON value
    return [_inside(item, changes) for item in value] if isinstance(value, list) else value


def _inside(value: Any, changes: Mapping[str, _Change]) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, dict):
        return value
    return {key: changes[key](v) if key in changes else v for key, v in value.items()}


def one_id(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """An id without brackets, in lower case; another value as it is."""
    if isinstance(value, str) and value and (match := _ID.fullmatch(value)):
        return f"{match[1]}{match[2]}".lower()
    return value


def _id_or_none(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return None if value in ("", "null", "none", "None") else one_id(value)


def unit_ids(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A list of ids without doubles; ranges and lists inside a string are taken apart."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return value
    ids = [one for item in value for one in _ids_in(item)]
    return list(dict.fromkeys(ids)) if all(isinstance(one, str) for one in ids) else ids


def _ids_in(item: Any) -> Sequence[Any]:  # noqa: ANN401 - any JSON value
    return _ids_of(item) if isinstance(item, str) else [item]


@lru_cache(maxsize=1 << 10)
def _ids_of(item: str) -> Sequence[str]:
    parts = [part for part in _BETWEEN_IDS.split(item) if part.strip(" []()")]
    return tuple(one for part in parts for one in _range(part)) or (item,)


def _range(part: str) -> list[str]:
    match = _RANGE.fullmatch(part)
    if match is None:
        return [one_id(part)]
    first, last = int(match[2]), int(match[3])
    if not first <= last < first + _LONGEST_RANGE:
        return [part]
    return [f"{match[1].lower()}{number}" for number in range(first, last + 1)]


# ── the schema ───────────────────────────────────────────────────────────────────────────────────
_OFTEN = frozenset({"answer", "risk-record"})
"""The schemas that every risk factor is tested against."""


def _errors(value: Any, name: str) -> Iterable[ValidationError]:  # noqa: ANN401 - any JSON value
    """A full validator explains, which takes milliseconds even where there is nothing to explain.

    So what is tested often is tested by compiled code first, which passes nothing that is faulty.
    """
    return () if name in _OFTEN and _passes(value, name) else _validator(name).iter_errors(value)


def _passes(value: Any, name: str) -> bool:  # noqa: ANN401 - any JSON value
    try:
        _compiled(name)(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


@cache
def _compiled(name: str) -> Callable[[Any], Any]:
    whole = schema(name)
    return fastjsonschema.compile(_inlined(whole, whole["$defs"]), use_default=False)


def _inlined(value: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """``value`` with definitions in place of references to them: calls cost more than the tests."""
    if isinstance(value, list):
        return [_inlined(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _inlined(definitions[value["$ref"].removeprefix("#/$defs/")], definitions)
    return {key: _inlined(inner, definitions) for key, inner in value.items()}


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), registry=_registry())


@cache
def _registry() -> Registry[Any]:
    """The schemas that others refer to by their ``$id``."""
    resources = (Resource.from_contents(schema(name)) for name in ("answer", "risk-record"))
    return Registry[Any]().with_resources((str(each.id()), each) for each in resources)


def _finding(field: str, index: int | None, reason: str) -> Finding:
    return Finding(check="schema", hard=True, field=field, index=index, reason=reason)


def _complaint(error: ValidationError) -> Finding:
    """The place of a schema error in the answer, and what is wrong in words."""
    path = list(error.absolute_path)
    field = str(path[0]) if path and path[0] in FIELDS else ""
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    if not path and error.validator == "required":
        field = next((name for name in FIELDS if error.message.startswith(f"'{name}'")), "")
    return _finding(field, index, f"{error.json_path}: {_shortened(error.message)}.")


def _shortened(message: str, most: int = 240) -> str:
    return message if len(message) <= most else f"{message[: most // 2]} … {message[-most // 2 :]}"


def _fewer(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """At most ``MOST_COMPLAINTS`` of each field."""
    kept: dict[str, list[Finding]] = {}
    for finding in findings:
        kept.setdefault(finding.field, []).append(finding)
    return tuple(finding for group in kept.values() for finding in group[:MOST_COMPLAINTS])


def _salvage(value: Mapping[str, Any], findings: Sequence[Finding]) -> dict[str, Any]:
    """The valid fields of ``value``, lists without their faulty items."""
    sound: dict[str, Any] = {}
    for field in FIELDS:
        faults = [finding for finding in findings if finding.field == field]
        if field not in value or (faults and field not in LISTS):
            continue
        bad = {finding.index for finding in faults}
        if None in bad and not isinstance(value[field], list):
            continue
        if field in LISTS:
            sound[field] = [item for i, item in enumerate(value[field]) if i not in bad]
        else:
            sound[field] = value[field]
    return sound
