"""The answer's schema as it goes over the wire, and which fields each purpose asks for.

OpenAI's structured outputs (``strict``) and the grammars of compatible servers know a subset of
JSON Schema, and some silently ignore what they do not know. So only the subset is sent, and what is
stripped here is checked on our side, with the full schema.
Source: https://platform.openai.com/docs/guides/structured-outputs (supported schemas).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from summarizer.records import Purpose

TYPE_OF = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}

KNOWN_TYPES = frozenset({"object", "array", *TYPE_OF.values()})
KNOWN_KEYWORDS = frozenset(
    {"$defs", "$ref", "additionalProperties", "anyOf", "enum", "items", "properties", "required"}
    | {"type"}
)
MOST_PROPERTIES = 5_000
MOST_LEVELS = 10
MOST_ENUM_VALUES = 1_000
MOST_CHARACTERS = 120_000
"""Of the names of properties and definitions and of the values of enums, together."""

LONG_ENUM = 250
LONG_ENUM_CHARACTERS = 15_000
"""Characters that the values of an enum of more than ``LONG_ENUM`` values may have."""

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
    the first is kept: the schema is paid for with every call. The result depends on
    ``schema`` alone, so that it is the same for every call and the provider's cache holds.
    Raises ValueError where something remains that the subset does not know.
    """
    stripped = _strip(schema)
    definitions: dict[str, Any] = stripped.pop("$defs", {})
    short = _shorten(definitions)
    wire: dict[str, Any] = _resolve(stripped, short)
    kept = {name: _resolve(definitions[name], short) for name in definitions if name not in short}
    if kept:
        wire["$defs"] = kept
    faults = strict_faults(wire)
    if faults:
        raise ValueError("not in the strict subset: " + "; ".join(faults))
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


# ── the subset's rules ───────────────────────────────────────────────────────────────────────────
def strict_faults(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """What in ``schema`` the strict subset does not allow, each with its place; else empty."""
    faults = list(_faults(schema, schema, "$"))
    if schema.get("type") != "object":
        faults.insert(0, "$: the root must be an object")
    subschemas = list(_subschemas(schema))
    properties = sum(len(inner.get("properties", ())) for inner in subschemas)
    if properties > MOST_PROPERTIES:
        faults.append(f"$: {properties} properties, at most {MOST_PROPERTIES}")
    values = sum(len(inner.get("enum", ())) for inner in subschemas)
    if values > MOST_ENUM_VALUES:
        faults.append(f"$: {values} enum values, at most {MOST_ENUM_VALUES}")
    characters = sum(_characters(inner) for inner in subschemas)
    if characters > MOST_CHARACTERS:
        faults.append(f"$: {characters} characters of names, at most {MOST_CHARACTERS}")
    if _levels(schema, schema, 1) > MOST_LEVELS:
        faults.append(f"$: more than {MOST_LEVELS} levels deep")
    return tuple(faults)


def _characters(schema: Mapping[str, Any]) -> int:
    named = (*schema.get("properties", ()), *schema.get("$defs", ()), *schema.get("enum", ()))
    return sum(len(str(name)) for name in named)


def _levels(schema: Mapping[str, Any], root: Mapping[str, Any], level: int) -> int:
    """How deep the schema goes, references followed; one too many where it has no bottom."""
    if level > MOST_LEVELS:
        return level
    referred = root.get("$defs", {}).get(str(schema.get("$ref", "")).removeprefix("#/$defs/"))
    own = {keyword: value for keyword, value in schema.items() if keyword != "$defs"}
    inner = [child for _, child in _children(own)] + ([referred] if referred else [])
    return max((_levels(child, root, level + 1) for child in inner), default=level)


def _faults(schema: Mapping[str, Any], root: Mapping[str, Any], place: str) -> Iterator[str]:
    for keyword in sorted(set(schema) - KNOWN_KEYWORDS):
        yield f"{place}: {keyword} is not in the subset"
    yield from _type_faults(schema, place)
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/$defs/")
        if name not in root.get("$defs", {}):
            yield f"{place}: {schema['$ref']} leads nowhere"
    if schema.get("type") == "object":
        yield from _object_faults(schema, place)
    values = schema.get("enum", ())
    if len(values) > LONG_ENUM and sum(len(str(v)) for v in values) > LONG_ENUM_CHARACTERS:
        yield f"{place}: an enum of {len(values)} values has over {LONG_ENUM_CHARACTERS} characters"
    for name, inner in _children(schema):
        yield from _faults(inner, root, f"{place}.{name}")


def _type_faults(schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if "type" not in schema and not {"$ref", "anyOf"} & set(schema):
        yield f"{place}: has no type"
        return
    named = schema.get("type", [])
    for name in [named] if isinstance(named, str) else named:
        if name not in KNOWN_TYPES:
            yield f"{place}: unknown type {name}"
    if isinstance(named, list) and {"object", "array"} & set(named):
        yield f"{place}: an object or array is of no other type"
    if named == "array" and "items" not in schema:
        yield f"{place}: an array needs items"


def _object_faults(schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if schema.get("additionalProperties") is not False:
        yield f"{place}: additionalProperties must be false"
    optional = set(schema.get("properties", {})) ^ set(schema.get("required", ()))
    for name in sorted(optional):
        yield f"{place}.{name}: must be both a property and required"


def _children(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for keyword in ("properties", "$defs"):
        yield from schema.get(keyword, {}).items()
    if "items" in schema:
        yield "items", schema["items"]
    for index, inner in enumerate(schema.get("anyOf", ())):
        yield f"anyOf[{index}]", inner


def _subschemas(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield schema
    for _, inner in _children(schema):
        yield from _subschemas(inner)
