"""The names of the risk categories, as a reader sees them."""

from __future__ import annotations

from summarizer.resources import taxonomy


def category_name(code: str) -> str:
    """The name that schemas/taxonomy.json gives the code ("LEG-REG"); an unknown code itself."""
    known = taxonomy().get(code)
    return known["name"] if known else code
