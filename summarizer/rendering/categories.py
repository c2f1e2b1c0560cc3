"""The names of the risk categories, as a reader sees them."""

from __future__ import annotations

import json
from functools import cache

from summarizer.resources import schema_text


def category_name(code: str) -> str:
    """The name that schemas/taxonomy.json gives the code ("LEG-REG"); an unknown code itself."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    taxonomy = json.loads(schema_text("taxonomy.json"))
    return {category["code"]: category["name"] for category in taxonomy["categories"]}
