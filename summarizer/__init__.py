"""From the risk factors of a company's filing to briefings and a board memo.

>>> from summarizer import rules_engine, summarize
>>> memo = summarize("filing.html", engine=rules_engine())  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.asking import openai_engine, rules_engine
    from summarizer.calling import open_ledger, with_ledger, with_pacing, with_retries
    from summarizer.errors import (
        FilingError,
        ModelBusyError,
        ModelError,
        OutputError,
        SettingsError,
        SummarizerError,
    )
    from summarizer.memo import Memo, RiskRecord
    from summarizer.pipeline import summarize
    from summarizer.records import Engine
    from summarizer.rendering import memo_json, render_memo
    from summarizer.settings import Settings

__all__ = [
    "Engine",
    "FilingError",
    "Memo",
    "ModelBusyError",
    "ModelError",
    "OutputError",
    "RiskRecord",
    "Settings",
    "SettingsError",
    "SummarizerError",
    "memo_json",
    "open_ledger",
    "openai_engine",
    "render_memo",
    "rules_engine",
    "summarize",
    "with_ledger",
    "with_pacing",
    "with_retries",
]

# Names are looked up when they are first used: `summarizer --help` must not load the whole house.
_HOMES = {
    "asking": ("openai_engine", "rules_engine"),
    "calling": ("open_ledger", "with_ledger", "with_pacing", "with_retries"),
    "errors": (
        "FilingError",
        "ModelBusyError",
        "ModelError",
        "OutputError",
        "SettingsError",
        "SummarizerError",
    ),
    "memo": ("Memo", "RiskRecord"),
    "pipeline": ("summarize",),
    "records": ("Engine",),
    "rendering": ("memo_json", "render_memo"),
    "settings": ("Settings",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module may hold anything
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"summarizer.{home}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
