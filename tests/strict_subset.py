"""The subset of JSON Schema that OpenAI's structured outputs (``strict``) know, as a linter.

Source: https://platform.openai.com/docs/guides/structured-outputs (supported schemas).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.asking.wire import TYPE_OF

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
