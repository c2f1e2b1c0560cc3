"""The answer's schema as it goes over the wire, and which fields each purpose asks for.

OpenAI's structured outputs (``strict``) and the grammars of compatible servers know a subset of
JSON Schema, and some silently ignore what they do not know. So only the subset is sent, and what is
stripped here is checked on our side, with the full schema.
Source: https://platform.openai.com/docs/guides/structured-outputs (supported schemas).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from summarizer.records import Purpose

TYPE_OF = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}

FIELDS = (
    *("unit_kind", "threat", "drivers", "consequences", "events", "hedged", "mitigants"),
    *("concentrations", "amounts", "names", "severity", "likelihood", "velocity", "category"),
    *("title", "briefing", "summary", "anomalies"),
)
"""The fields of an answer, in the order in which they are asked for."""

WHOLE_ONLY = frozenset({"category", "title", "briefing", "summary"})
"""Fields that a part of a risk factor cannot answer."""

ASKED: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.WHOLE: FIELDS,
        Purpose.PART: tuple(name for name in FIELDS if name not in WHOLE_ONLY),
        Purpose.MERGE: ("hedged", "severity", "category", "title", "briefing", "summary"),
        Purpose.REPAIR: (),  # named by the request: what a check complained of
    }
)
"""The fields asked for by purpose; all others come back empty."""

EMPTY: Mapping[str, Any] = {
    "unit_kind": "risk_factor",
    "threat": "",
    "drivers": [],
    "consequences": [],
    "events": [],
    "hedged": [],
    "mitigants": [],
    "concentrations": [],
    "amounts": [],
    "names": [],
    "severity": {"unit": "", "cue": "", "base": 1, "sole_unit": None, "small_unit": None},
    "likelihood": {"unit": "", "cue": "", "class": "not_stated"},
    "velocity": "unspecified",
    "category": "OTH-NONE",
    "title": "",
    "briefing": [],
    "summary": {"text": "", "units": []},
    "anomalies": [],
}
"""The empty answer: what stands in the fields that are not asked for. Copy it before changing."""


# ── stripping ────────────────────────────────────────────────────────────────────────────────────
def wire_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """``schema`` in the strict subset: every property required, no bounds, no descriptions.

    A definition that is no object is written in place, and of definitions that are left equal only
    the first is kept: the schema is paid for with every call. The result depends on ``schema``
    alone, so that it is the same for every call and the provider's cache holds. That the answer's
    is in the subset is for the tests to show.
    """
    stripped = _strip(schema)
    definitions: dict[str, Any] = stripped.pop("$defs", {})
    short = _shorten(definitions)
    wire: dict[str, Any] = _resolve(stripped, short)
    kept = {name: _resolve(definitions[name], short) for name in definitions if name not in short}
    if kept:
        wire["$defs"] = kept
    return wire


def _strip(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The known keywords of ``schema``, made strict, its subschemas likewise."""
    kept: dict[str, Any] = {}
    if "enum" in schema and "type" not in schema:
        types = list(dict.fromkeys(TYPE_OF[type(value)] for value in schema["enum"]))
        kept["type"] = types[0] if len(types) == 1 else types
    for keyword, value in schema.items():
        if keyword in {"properties", "$defs"}:
            kept[keyword] = {name: _strip(inner) for name, inner in value.items()}
        elif keyword == "items":
            kept[keyword] = _strip(value)
        elif keyword in {"anyOf", "oneOf"}:
            kept["anyOf"] = [_strip(inner) for inner in value]
        elif keyword in {"type", "enum", "$ref"}:
            kept[keyword] = value
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept


def _shorten(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """What to write for a reference to a definition that is no object or equals an earlier one."""
    short = {name: value for name, value in definitions.items() if "properties" not in value}
    first: dict[str, str] = {}
    for name, value in definitions.items():
        if name in short:
            continue
        twin = first.setdefault(repr(_resolve(value, short)), name)
        if twin != name:
            short[name] = {"$ref": f"#/$defs/{twin}"}
    return short


def _resolve(value: Any, short: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """``value`` with every reference to a name in ``short`` replaced."""
    if isinstance(value, list):
        return [_resolve(inner, short) for inner in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref", "")
    if isinstance(reference, str) and (name := reference.removeprefix("#/$defs/")) in short:
        return _resolve(short[name], short)
    return {key: _resolve(inner, short) for key, inner in value.items()}
