"""A quick yes: JSON Schemas compiled into plain tests, as nearly every value is valid.

A full validator explains what is wrong with a value; that takes milliseconds even where nothing is.
So each value is tested here first, and only one that does not pass is shown to the validator. A
test may refuse what is valid (keywords it does not know, 1.0 for 1), it never passes what is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from summarizer.resources import schema

Test = Callable[[Any], bool]

_SILENT = frozenset({"$schema", "$id", "$defs", "title", "description"})
_OF_OBJECTS = frozenset({"properties", "required", "additionalProperties"})


def acceptor(name: str) -> Test:
    """The test of schemas/<name>.schema.json: True only for values that are valid."""
    return _Compiler().reference(schema(name)["$id"])


class _Compiler:
    """Schemas by their address, compiled once each: a schema may refer to itself."""

    def __init__(self) -> None:
        roots = (schema(name) for name in ("answer", "risk-record", "memo"))
        self.roots: dict[str, Mapping[str, Any]] = {root["$id"]: root for root in roots}
        self.known: dict[str, Test] = {}

    def reference(self, address: str, within: str = "") -> Test:
        """The test of the schema at ``address``, relative to the schema ``within``."""
        base, _, place = address.partition("#/$defs/")
        root = self.roots[base or within]
        full = f"{root['$id']}#{place}"
        if full not in self.known:
            # A schema that refers to itself meets this while it is being compiled.
            self.known[full] = lambda value: self.known[full](value)  # noqa: PLW0108
            self.known[full] = self.test(root["$defs"][place] if place else root, root["$id"])
        return self.known[full]

    def test(self, node: Mapping[str, Any], root: str) -> Test:
        """The test of a schema inside the schema ``root``."""
        tests = [_TYPED[kind] for kind in [node.get("type")] if isinstance(kind, str)]
        if _OF_OBJECTS & node.keys():
            tests.append(self.of_object(node, root))
        for keyword, value in node.items():
            if keyword in _SILENT | _OF_OBJECTS or (keyword == "type" and isinstance(value, str)):
                continue
            tests.append(self.of_keyword(keyword, value, root))
        return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)

    def of_object(self, node: Mapping[str, Any], root: str) -> Test:
        properties = node.get("properties", {})
        own = {name: self.test(inner, root) for name, inner in properties.items()}
        required = frozenset(node.get("required", ()))
        others = _always if node.get("additionalProperties", True) is True else _never

        def test(value: Any) -> bool:  # noqa: ANN401 - any JSON value
            if not isinstance(value, dict):
                return True
            return required <= value.keys() and all(
                own.get(name, others)(inner) for name, inner in value.items()
            )

        return test

    def of_keyword(self, keyword: str, value: Any, root: str) -> Test:  # noqa: ANN401
        if keyword == "$ref":
            return self.reference(value, root)
        if keyword == "items":
            each = self.test(value, root)
            return lambda v: not isinstance(v, list) or all(each(item) for item in v)
        if keyword == "anyOf":
            some = [self.test(inner, root) for inner in value]
            return lambda v: any(test(v) for test in some)
        make = _KEYWORDS.get(keyword)
        return make(value) if make else _never


def _never(_: object) -> bool:
    return False


def _always(_: object) -> bool:
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPED: Mapping[str, Test] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": _is_number,
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}


def _types(names: Sequence[str]) -> Test:
    tests = [_TYPED[name] for name in names]
    return lambda v: any(test(v) for test in tests)


def _one_of(values: Sequence[Any]) -> Test:
    """Membership by type as well: to JSON, 1 and true differ."""
    known = frozenset((type(value), value) for value in values)
    return lambda v: isinstance(v, str | int | float | None) and (type(v), v) in known


def _pattern(pattern: str) -> Test:
    search = re.compile(pattern).search
    return lambda v: not isinstance(v, str) or search(v) is not None


def _unique(wanted: bool) -> Test:  # noqa: FBT001 - a keyword's value
    def test(value: Any) -> bool:  # noqa: ANN401 - any JSON value
        if not wanted or not isinstance(value, list):
            return True
        return all(isinstance(item, str) for item in value) and len(set(value)) == len(value)

    return test


def _length(kind: type[str | list[Any]], *, least: int = 0, most: float = float("inf")) -> Test:
    return lambda v: not isinstance(v, kind) or least <= len(v) <= most


_KEYWORDS: Mapping[str, Callable[[Any], Test]] = {
    "type": _types,
    "enum": _one_of,
    "const": lambda value: _one_of([value]),
    "pattern": _pattern,
    "minLength": lambda least: _length(str, least=least),
    "maxLength": lambda most: _length(str, most=most),
    "minItems": lambda least: _length(list, least=least),
    "maxItems": lambda most: _length(list, most=most),
    "minimum": lambda least: lambda v: not _is_number(v) or v >= least,
    "maximum": lambda most: lambda v: not _is_number(v) or v <= most,
    "uniqueItems": _unique,
}
