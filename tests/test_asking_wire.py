"""What goes over the wire is in the strict subset, and nothing of the answer's shape is lost."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from strict_subset import strict_faults

from summarizer.asking.wire import ASKED, EMPTY, FIELDS, wire_schema
from summarizer.records import Purpose
from summarizer.resources import schema


def obj(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def test_the_answer_schema_on_the_wire_is_in_the_strict_subset() -> None:
    assert strict_faults(wire_schema(schema("answer"))) == ()


def test_the_wire_schema_keeps_every_field_and_every_label() -> None:
    full, wire = schema("answer"), wire_schema(schema("answer"))
    assert list(wire["properties"]) == list(full["properties"]) == wire["required"]
    for name in ("category", "velocity", "unit_kind"):
        assert wire["properties"][name]["enum"] == full["properties"][name]["enum"]


def test_the_wire_schema_is_the_same_each_time_and_leaves_its_source_alone() -> None:
    before = json.dumps(schema("answer"))
    first, second = wire_schema(schema("answer")), wire_schema(schema("answer"))
    assert json.dumps(first) == json.dumps(second)
    assert json.dumps(schema("answer")) == before


def test_bounds_patterns_and_descriptions_are_stripped() -> None:
    wire = wire_schema(
        {
            "type": "object",
            "description": "x",
            "properties": {
                "n": {"type": "integer", "minimum": 1, "description": "y"},
                "s": {"type": "string", "pattern": "^a", "maxLength": 3},
                "l": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "string", "format": "date"},
                },
            },
        }
    )
    assert wire == obj(
        n={"type": "integer"},
        s={"type": "string"},
        l={"type": "array", "items": {"type": "string"}},
    )


def test_an_enum_gets_the_type_of_its_values() -> None:
    wire = wire_schema(obj(a={"enum": [1, 2]}, b={"enum": ["x"]}, c={"enum": ["x", None]}))
    assert [wire["properties"][name]["type"] for name in "abc"] == [
        "integer",
        "string",
        ["string", "null"],
    ]


def test_a_property_called_like_a_keyword_survives() -> None:
    wire = wire_schema(obj(pattern={"type": "string"}, description={"type": "string"}))
    assert list(wire["properties"]) == ["pattern", "description"]


def test_definitions_left_equal_are_sent_once() -> None:
    short = {"type": "string", "maxLength": 5}
    long = {"type": "string", "maxLength": 50}
    full = obj(a={"$ref": "#/$defs/one"}, b={"$ref": "#/$defs/two"})
    wire = wire_schema({**full, "$defs": {"one": obj(t=short), "two": obj(t=long)}})
    assert list(wire["$defs"]) == ["one"]
    assert wire["properties"]["b"] == {"$ref": "#/$defs/one"}


@pytest.mark.parametrize(
    ("faulty", "fault"),
    [
        ({"type": "array", "items": {"type": "string"}}, "$: the root must be an object"),
        ({**obj(), "additionalProperties": True}, "$: additionalProperties must be false"),
        (
            {**obj(a={"type": "string"}), "required": []},
            "$.a: must be both a property and required",
        ),
        (obj(a={"enum": ["x"]}), "$.a: has no type"),
        (obj(a={"type": "text"}), "$.a: unknown type text"),
        (obj(a={"type": "array"}), "$.a: an array needs items"),
        (obj(a={"type": "string", "minLength": 1}), "$.a: minLength is not in the subset"),
        (obj(a={"$ref": "#/$defs/gone"}), "$.a: #/$defs/gone leads nowhere"),
        (
            obj(a={"type": "integer", "enum": list(range(1001))}),
            "$: 1001 enum values, at most 1000",
        ),
        (obj(a={"anyOf": [{"type": "nil"}]}), "$.a.anyOf[0]: unknown type nil"),
        (
            obj(a={"type": ["object", "null"]}),
            "$.a: an object or array is of no other type",
        ),
        (
            obj(a={"type": "string", "enum": [f"{'x' * 60}{n}" for n in range(251)]}),
            "$.a: an enum of 251 values has over 15000 characters",
        ),
        (
            obj(**{f"{'x' * 2_000}{n}": {"type": "string"} for n in range(60)}),
            "$: 120110 characters of names, at most 120000",
        ),
    ],
)
def test_the_linter_names_each_fault_and_its_place(faulty: dict[str, Any], fault: str) -> None:
    assert fault in strict_faults(faulty)


def test_the_linter_ends_on_a_schema_without_bottom() -> None:
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(30):
        deep = obj(a=deep)
    assert strict_faults(deep) == ("$: more than 10 levels deep",)
    endless = obj(a={"$ref": "#/$defs/one"}) | {"$defs": {"one": obj(a={"$ref": "#/$defs/one"})}}
    assert strict_faults(endless) == ("$: more than 10 levels deep",)


def test_levels_are_counted_through_references() -> None:
    steps = {f"d{n}": obj(a={"$ref": f"#/$defs/d{n + 1}"}) for n in range(5)}
    deep = obj(a={"$ref": "#/$defs/d0"}) | {"$defs": {**steps, "d5": obj(a={"type": "string"})}}
    assert strict_faults(deep) == ("$: more than 10 levels deep",)


def test_the_empty_answer_is_a_valid_answer_with_every_field() -> None:
    assert tuple(EMPTY) == FIELDS == tuple(schema("answer")["properties"])
    jsonschema.Draft202012Validator(schema("answer")).validate(EMPTY)
    jsonschema.Draft202012Validator(wire_schema(schema("answer"))).validate(EMPTY)


def test_parts_and_merge_together_ask_for_every_field() -> None:
    assert set(ASKED) == set(Purpose)
    assert set(ASKED[Purpose.PART]) | set(ASKED[Purpose.MERGE]) == set(FIELDS)
    assert set(ASKED[Purpose.WHOLE]) == set(FIELDS)
