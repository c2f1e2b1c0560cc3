"""Reads the prompt templates and JSON Schemas that are installed with the package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def prompt_text(name: str) -> str:
    """The text of ``prompts/<name>``."""
    return files("summarizer.prompts").joinpath(name).read_text(encoding="utf-8")


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema ``schemas/<name>.schema.json``; shared, so do not change it."""
    value: dict[str, Any] = json.loads(schema_text(f"{name}.schema.json"))
    return value


@cache
def taxonomy() -> dict[str, dict[str, str]]:
    """The risk categories of ``schemas/taxonomy.json`` by code; shared, so do not change them."""
    categories = json.loads(schema_text("taxonomy.json"))["categories"]
    return {category["code"]: category for category in categories}


def schema_text(name: str) -> str:
    """The text of ``schemas/<name>``."""
    return files("summarizer.schemas").joinpath(name).read_text(encoding="utf-8")
